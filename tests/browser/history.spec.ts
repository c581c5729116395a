// Earlier versions and what was deleted: looked at, compared, brought back, removed; and a file that is here already.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { annual, application, importAll, packageFile, stored } from './dossier';
import { axeClean, expect, go, goToMore, saved, started, test, widths } from './support';

/** Writes a slot of 组织概述 and waits until it is stored. */
async function write(page: Page, slot: string, text: string): Promise<void> {
  if (!page.url().endsWith(`#/profile/${slot}`)) await go(page, `/profile/${slot}`);
  await page.locator('#main textarea').first().fill(text);
  await expect.poll(() => stored(page, application.id, `profile/${slot}`)).toBe(JSON.stringify(text));
  await saved(page);
}

/** The names of what is kept beside the dossiers. */
async function preferences(page: Page): Promise<string[]> {
  return await page.evaluate(() => new Promise((resolve, reject) => {
    const opening = indexedDB.open('quality-award');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const reading = opening.result.transaction('preferences').objectStore('preferences').getAllKeys();
      reading.onsuccess = () => {
        opening.result.close();
        resolve(reading.result.map(String));
      };
    };
  }));
}

const versions = (page: Page): Locator => page.locator('.versions > li');
const toast = (page: Page): Locator => page.locator('.toast');

async function name(page: Page, label: string): Promise<void> {
  await page.getByLabel('给现在这一版起名').fill(label);
  await page.getByRole('button', { name: '留下这一版' }).click();
  await expect(versions(page).filter({ hasText: label })).toHaveCount(1);
}

/** Accessible, and nothing beyond the right edge, at every width. */
async function fits(page: Page): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await axeClean(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize({ width: widths[0], height: 800 });
}

/** Chooses a file for a dossier that is here already. */
async function offer(page: Page): Promise<void> {
  await go(page, '/dossiers');
  await page.locator('input[type=file]').first().setInputFiles(packageFile(application, '备份.json'));
}

test.describe('versions', () => {
  test('one is named, compared, brought back in part and whole, and that is taken back', async ({ page, open }) => {
    await open('hosted');
    await importAll(page, application);
    await write(page, 'B.2.3', '内审每季一次。记录存档。');
    await goToMore(page, '历史版本');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('历史版本');
    await page.getByRole('button', { name: '留下这一版' }).click();
    await expect(page.getByText('请先写一个名字。')).toBeVisible();
    await name(page, '送镇里的稿');
    const named = versions(page).filter({ hasText: '送镇里的稿' });
    await expect(named).toContainText('此后没有变化');

    await write(page, 'B.2.3', '内审每月一次。记录存档。');
    await write(page, 'B.2.2', '另一处。');
    await go(page, '/history');
    await expect(named).toContainText(/此后改了组织概述“.+”、组织概述“.+”；共少 \d+ 字/);
    await named.getByRole('button', { name: '看变化' }).click();
    const compared = page.getByRole('region', { name: /这一版和现在的变化/ });
    await expect(compared.getByRole('heading', { level: 2 })).toBeFocused();
    await expect(compared.locator('del').filter({ hasText: '内审每季一次。' })).toHaveCount(1);
    await expect(compared.locator('ins').filter({ hasText: '内审每月一次。' })).toHaveCount(1);
    await fits(page);

    // One section: the other stays, and what was there is a version of its own.
    const part = compared.locator('section').filter({ hasText: '内审每季一次。' });
    await part.getByRole('button', { name: /^恢复这一段/ }).click();
    await expect(toast(page)).toContainText('已恢复这一段');
    await expect.poll(() => stored(page, application.id, 'profile/B.2.3')).toBe('"内审每季一次。记录存档。"');
    expect(await stored(page, application.id, 'profile/B.2.2')).toBe('"另一处。"');
    await expect(versions(page).filter({ hasText: '恢复以前' })).toHaveCount(1);
    await expect(part).toHaveCount(0);

    // All of it, and back.
    await named.getByRole('button', { name: '恢复到这一版' }).click();
    await expect(toast(page)).toContainText('已恢复到');
    await expect.poll(() => stored(page, application.id, 'profile/B.2.2')).toBe(JSON.stringify(application.profile!['B.2.2']));
    await expect(versions(page).filter({ hasText: '恢复以前' })).toHaveCount(2);
    await toast(page).getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => stored(page, application.id, 'profile/B.2.2')).toBe('"另一处。"');

    page.once('dialog', (dialog) => dialog.dismiss());
    await named.getByRole('button', { name: '删除' }).click();
    await expect(named).toHaveCount(1);
    page.once('dialog', (dialog) => dialog.accept());
    await named.getByRole('button', { name: '删除' }).click();
    await expect(named).toHaveCount(0);
  });

  test('each hour of writing leaves one, and older days are folded away', async ({ page, open }) => {
    const at = async (time: string) => {
      await page.clock.setFixedTime(`${time}:00+08:00`);
      // The page looks at the clock when it is looked at.
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    };
    await at('2030-02-03T09:05');
    await open('hosted');
    await importAll(page, application);
    await at('2030-02-03T10:05');
    await write(page, 'B.2.3', '十点写的。');
    await at('2030-02-03T10:40');
    await write(page, 'B.2.3', '十点四十写的。');
    await go(page, '/history');
    await expect(versions(page)).toHaveCount(2);
    await expect(page.getByRole('heading', { name: '今天，2030-02-03' })).toBeVisible();
    await at('2030-02-20T08:00');
    await write(page, 'B.2.3', '很久以后写的。');
    await go(page, '/history');
    await expect(page.getByRole('heading', { name: '今天，2030-02-20' })).toBeVisible();
    const older = page.getByText('更早的 1 版（2030-02-03）');
    await expect(older).toBeVisible();
    await expect(page.getByText('2030-02-03，星期日')).toBeHidden();
    await older.click();
    await expect(page.getByText('2030-02-03，星期日')).toBeVisible();
  });

  test('what was written within the hour and removed comes back after a reload', async ({ page, open }) => {
    await open('hosted');
    await importAll(page, application);
    await go(page, '/item/4.7.3');
    await page.getByRole('textbox', { name: '省内市场占有率 2024 年', exact: true }).fill('4.8');
    await saved(page);
    await page.getByRole('button', { name: /^删除 ?省内市场占有率$/ }).press('Enter');
    await expect(toast(page)).toContainText('已删除一个指标');
    await expect.poll(() => stored(page, application.id, 'metric/m2')).toBe('');
    await page.reload();
    await started(page);
    await go(page, '/history');
    const before = versions(page).filter({ hasText: '删除一个指标以前' });
    await before.getByRole('button', { name: '看变化' }).click();
    const part = page.locator('section').filter({ has: page.getByRole('heading', { name: '指标“省内市场占有率”' }) }).last();
    await part.getByRole('button', { name: /^恢复这一段/ }).click();
    await expect(toast(page)).toContainText('已恢复这一段');
    await expect.poll(() => stored(page, application.id, 'metric/m2')).toContain('"4.8"');
    await expect(versions(page).filter({ hasText: '删除前' })).toHaveCount(1);
  });

  test('a pasted report leaves what was there before', async ({ page, open }) => {
    await open('hosted');
    await importAll(page, application);
    await write(page, 'B.2.3', '报告以前写的。');
    await go(page, '/bring');
    await page.getByLabel('报告全文').fill('4.1.2 高层领导的作用\n报告里的一段。');
    await page.getByRole('button', { name: '分到各条目，先核对' }).click();
    await page.getByRole('button', { name: '录入', exact: true }).click();
    await expect(toast(page)).toContainText('已录入报告');
    await go(page, '/history');
    const before = versions(page).filter({ hasText: '导入前' });
    await expect(before).toContainText('此后改了自我评价 4.1.2');
    await before.getByRole('button', { name: '看变化' }).click();
    await expect(page.locator('ins').filter({ hasText: '报告里的一段。' })).toHaveCount(1);
  });
});

test('what is deleted is put back with its versions, or removed for good', async ({ page, open }) => {
  await open('hosted');
  await importAll(page, annual, application);
  await go(page, '/history');
  await name(page, '删以前的稿');
  await go(page, '/dossiers');
  const list = page.getByRole('table', { name: '本机保存的档案' }).locator('tbody tr');
  const bin = page.getByRole('table', { name: '最近删除的档案' }).locator('tbody tr');
  await list.filter({ hasText: '示例精密制造' }).getByRole('button', { name: /^删除/ }).click();
  await expect(list).toHaveCount(1);
  await expect(bin).toHaveCount(1);
  await expect(bin).toContainText('30 天');
  await fits(page);
  // Not among those to begin with.
  await go(page, '/');
  await expect(list).toHaveCount(1);
  await page.getByRole('link', { name: '最近删除' }).click();
  await bin.getByRole('button', { name: /^放回/ }).click();
  await expect(toast(page)).toContainText('已放回');
  await expect(page.getByText('没有删除的档案')).toBeVisible();
  await go(page, '/dossiers');
  await list.filter({ hasText: '示例精密制造' }).getByRole('button', { name: /^打开/ }).click();
  await expect(page.locator('.now-open')).toContainText('示例精密制造');
  await go(page, '/history');
  await expect(versions(page).filter({ hasText: '删以前的稿' })).toHaveCount(1);
  await write(page, 'B.2.3', '放回以后写的。');
  await expect.poll(() => preferences(page)).toContainEqual(expect.stringContaining('copies/'));

  await go(page, '/dossiers');
  await list.filter({ hasText: '示例精密制造' }).getByRole('button', { name: /^删除/ }).click();
  let asked = '';
  page.once('dialog', (dialog) => { asked = dialog.message(); dialog.dismiss(); });
  await bin.getByRole('button', { name: /^彻底删除/ }).click();
  expect(asked).toContain('示例精密制造');
  await expect(bin).toHaveCount(1);
  page.once('dialog', (dialog) => dialog.accept());
  await bin.getByRole('button', { name: /^彻底删除/ }).click();
  await expect(toast(page)).toContainText('已彻底删除');
  await expect(bin).toHaveCount(0);
  await list.getByRole('button', { name: /^删除/ }).click();
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: '全部彻底删除' }).click();
  await expect(bin).toHaveCount(0);
  await page.reload();
  await started(page);
  await expect(list).toHaveCount(0);
  expect(await preferences(page)).not.toContainEqual(expect.stringContaining('copies/'));
});

test.describe('a file whose dossier is here already', () => {
  test('what is known is said, and nothing changes before one has chosen', async ({ page, open }) => {
    await open('hosted');
    await importAll(page, application);
    await offer(page);
    await expect(toast(page)).toContainText('“备份.json”和打开着的这份档案完全一样，没有导入，文件里没有封面指纹。');
    await importAll(page, annual);
    await offer(page);
    await expect(toast(page)).toContainText('“备份.json”和本机的这份档案完全一样，已直接打开，没有导入。');

    await write(page, 'B.2.3', '后来写的。');
    await offer(page);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('本机已有这份档案');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await expect(page.getByText('文件是本机较早的一版')).toBeVisible();
    const differing = page.getByRole('table').locator('tbody tr');
    await expect(differing).toHaveCount(1);
    await expect(differing).toContainText('5 字');
    await expect(differing).toContainText('没有');
    await fits(page);
    await page.getByRole('button', { name: '取消导入' }).click();
    await expect(toast(page)).toContainText('没有导入');
    expect(await stored(page, application.id, 'profile/B.2.3')).toBe('"后来写的。"');
  });

  test('both stay', async ({ page, open }) => {
    await open('hosted');
    await importAll(page, application);
    await write(page, 'B.2.3', '后来写的。');
    await offer(page);
    await page.getByRole('button', { name: '两份都留下' }).click();
    await expect(toast(page)).toContainText('已导入');
    await saved(page);
    expect(await stored(page, application.id, 'profile/B.2.3')).toBe('"后来写的。"');
    await go(page, '/dossiers');
    await expect(page.getByRole('table', { name: '本机保存的档案' }).locator('tbody tr')).toHaveCount(2);
  });

  test('what is replaced stays as an earlier version', async ({ page, open }) => {
    await open('hosted');
    await importAll(page, application);
    await write(page, 'B.2.3', '后来写的。');
    await offer(page);
    await page.getByRole('button', { name: '用文件替换本机的' }).click();
    await expect(toast(page)).toContainText('已导入');
    await expect.poll(() => stored(page, application.id, 'profile/B.2.3')).toBe('');
    await go(page, '/history');
    const replaced = versions(page).filter({ hasText: '替换前' });
    await replaced.getByRole('button', { name: '恢复到这一版' }).click();
    await expect.poll(() => stored(page, application.id, 'profile/B.2.3')).toBe('"后来写的。"');
  });
});

test('everything on this computer is cleared after a question that names it', async ({ page, open }) => {
  await open('hosted');
  await importAll(page, annual, application);
  await go(page, '/dossiers');
  await expect(page.getByText('已用空间')).toBeVisible();
  await expect(page.getByText('还没有申请')).toBeVisible();
  await write(page, 'B.2.3', '自己的第一句。');
  await go(page, '/dossiers');
  await expect(page.getByText(/浏览器(已同意|没有同意)/)).toBeVisible();
  let asked = '';
  page.once('dialog', (dialog) => { asked = dialog.message(); dialog.dismiss(); });
  await page.getByRole('button', { name: '清除本机全部内容' }).click();
  expect(asked).toContain('2 份档案');
  expect(asked).toContain('导出备份');
  expect(await stored(page, application.id, 'profile/B.2.3')).toBe('"自己的第一句。"');
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: '清除本机全部内容' }).click();
  await expect(toast(page)).toContainText('已清除本机的全部内容');
  expect(await stored(page, application.id, 'profile/B.2.3')).toBe('');
  await page.reload();
  await started(page);
  await expect(page.getByRole('heading', { name: '从哪里开始' })).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('the rescue file is at hand in 帮助', async ({ page, open }) => {
  await open('hosted');
  await importAll(page, application);
  await go(page, '/help');
  await fits(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '保存救援文件' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain('application1/form');
});
