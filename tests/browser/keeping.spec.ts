// What one writes is kept: soon, when the page closes, before a new version; and what is taken back, exported, deleted
// or cannot be read is said.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { annual, application, importAll, precheck, stored } from './dossier';
import { axeClean, expect, go, setClock, started, test } from './support';

/** Goes to a page under a clock that the test moves. */
async function goWithClock(page: Page, route: string): Promise<void> {
  await setClock(page);
  await go(page, route);
}

/** From now on storage takes nothing, until it is mended. */
async function breakStorage(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    (window as any).mend = () => { IDBObjectStore.prototype.put = put; };
    IDBObjectStore.prototype.put = () => { throw new DOMException('planted: no room', 'QuotaExceededError'); };
  });
  return () => page.evaluate(() => (window as any).mend());
}

test.beforeEach(async ({ page, open }) => {
  await open('hosted');
  await importAll(page, application);
});

// How soon after the last key, the kills say.
test('what is typed is not called saved before it is in storage', async ({ page }) => {
  await goWithClock(page, '/profile/B.2.3');
  const saved = page.locator('.saved');
  await page.locator('textarea').first().focus();
  // No time passes, so nothing is due.
  await page.clock.pauseAt(await page.evaluate(() => Date.now()) + 60_000);
  await page.keyboard.type('内审每季一次');
  await expect(saved).toHaveText('正在保存');
  expect(await stored(page, application.id, 'profile/B.2.3')).not.toContain('内审每季一次');
  await page.clock.resume();
  await expect(saved).toHaveText(/^已保存到本机 \d\d:\d\d$/);
  expect(await stored(page, application.id, 'profile/B.2.3')).toBe('"内审每季一次"');
});

test('half-typed values are there after a reload at once', async ({ page }) => {
  await go(page, '/form');
  const date = page.getByLabel('填表日期（必填）');
  await date.fill('2026-0');
  await page.reload();
  await started(page);
  await expect(date).toHaveValue('2026-0');
  await page.getByLabel('期末资产总额 2024 年').fill('1,2');
  await page.reload();
  await expect(page.getByLabel('期末资产总额 2024 年')).toHaveValue('1,2');
});

test('what is typed is written at once when the page goes out of sight', async ({ page }) => {
  await go(page, '/profile/B.2.3');
  // Without the timer only that can write.
  await page.evaluate(() => {
    const later = window.setTimeout;
    window.setTimeout = ((run: TimerHandler, wait = 0) => wait < 100 ? later(run, wait) : 0) as any;
  });
  await page.locator('textarea').first().fill('顾客投诉');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect.poll(() => stored(page, application.id, 'profile/B.2.3')).toBe('"顾客投诉"');
});

test('a new version waits for what is not written, and does not come when it cannot be', async ({ page }) => {
  await go(page, '/profile/B.2.3');
  const box = page.locator('textarea').first();
  await box.fill('内审');
  await page.evaluate(() => window.qaBeforeUpdate!());
  expect(await stored(page, application.id, 'profile/B.2.3')).toBe('"内审"');
  await page.evaluate(() => window.qaBeforeUpdate!());

  const mend = await breakStorage(page);
  await box.fill('内审和管理评审');
  const refused = await page.evaluate(() => window.qaBeforeUpdate!().then(() => '', (why) => String(why)));
  expect(refused).toContain('存储空间满了');
  await expect(page.getByRole('alert')).toContainText('没有保存：浏览器能用的存储空间满了。');
  await axeClean(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('alert').getByRole('button', { name: '导出备份' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain('内审和管理评审');

  await mend();
  await box.press('End');
  await page.keyboard.type('。');
  await expect(page.getByRole('alert')).toHaveCount(0);
  // What failed may have been written by the next try, just before the last key.
  await expect.poll(() => stored(page, application.id, 'profile/B.2.3')).toBe('"内审和管理评审。"');
});

test('another dossier is opened only after asking while this one cannot be saved', async ({ page }) => {
  await importAll(page, precheck);
  await go(page, '/question/gen-on');
  const mend = await breakStorage(page);
  await page.getByRole('textbox', { name: '日期' }).fill('2026-06-01');
  await go(page, '/dossiers');
  let asked = '';
  page.once('dialog', (dialog) => { asked = dialog.message(); void dialog.dismiss(); });
  await page.getByRole('button', { name: /^打开.*示例精密制造/ }).click();
  await expect.poll(() => asked).toContain('没有保存的内容就没有了');
  await go(page, '/question/gen-on');
  await expect(page.getByRole('textbox', { name: '日期' })).toHaveValue('2026-06-01');
  await mend();
});

test('a removed row comes back to its place, with what was typed since', async ({ page }) => {
  await goWithClock(page, '/question/13-3-a');
  const ranks = page.getByLabel('名次或位次说明');
  await expect(ranks).toHaveCount(2);
  await page.getByRole('button', { name: /^删除.*第 1 条$/ }).click();
  await expect(ranks).toHaveCount(1);
  const toast = page.locator('.toast');
  await expect(toast).toContainText('已删除一行');
  await axeClean(page);
  await ranks.fill('第 2 位');
  await page.clock.fastForward(5_000);
  await toast.getByRole('button', { name: '撤销' }).click();
  await expect(ranks).toHaveCount(2);
  await expect(ranks.nth(0)).toHaveValue('第 3 位');
  await expect(ranks.nth(1)).toHaveValue('第 2 位');
  await expect(toast).toContainText('已撤销“删除一行”。');
});

test('the toast goes after ten seconds, and stays while it is pointed at or has the focus', async ({ page }) => {
  await goWithClock(page, '/question/13-3-a');
  const toast = page.locator('.toast');
  await page.getByRole('button', { name: /^删除.*第 1 条$/ }).click();
  await page.clock.fastForward(7_000);
  await expect(toast).toHaveCount(1);
  await toast.hover();
  await page.clock.fastForward(60_000);
  await expect(toast).toHaveCount(1);
  await page.mouse.move(0, 0);
  await page.clock.fastForward(7_000);
  await expect(toast).toHaveCount(1);
  await page.clock.fastForward(3_000);
  await expect(toast).toHaveCount(0);

  // By keyboard the focus is in it, and goes back to the row.
  await page.getByRole('button', { name: /^删除.*第 1 条$/ }).focus();
  await page.keyboard.press('Enter');
  await page.clock.runFor(10);
  await expect(toast.getByRole('button', { name: '撤销' })).toBeFocused();
  await page.clock.fastForward(60_000);
  await page.keyboard.press('Enter');
  await page.clock.runFor(10);
  await expect(page.getByRole('group', { name: '第 1 条' })).toBeFocused();
  await expect(toast.getByRole('button', { name: '重做' })).toBeVisible();
});

test('one toast at a time', async ({ page }) => {
  await go(page, '/question/13-3-a');
  await page.getByRole('button', { name: /^删除.*第 2 条$/ }).click();
  await page.getByRole('button', { name: /^删除.*第 1 条$/ }).click();
  await expect(page.locator('.toast')).toHaveCount(1);
  await page.getByRole('button', { name: '撤销' }).click();
  await expect(page.getByLabel('名次或位次说明')).toHaveValue('第 3 位');
});

test('several dossiers side by side, told apart, opened and deleted', async ({ page }) => {
  await importAll(page, precheck, { ...application, id: 'application2' }, annual);
  await page.getByRole('link', { name: '切换档案' }).click();
  await expect(page.getByRole('heading', { name: '本机档案', level: 1 })).toBeFocused();
  const rows = page.getByRole('table', { name: '本机保存的档案' }).locator('tbody tr');
  await expect(rows).toHaveCount(4);
  // Two copies look alike but for their numbers.
  const copies = rows.filter({ hasText: '示例精密制造' });
  await expect(copies).toHaveCount(2);
  await expect(copies.filter({ hasText: '编号' })).toHaveCount(2);
  await expect(rows.filter({ hasText: '当前打开' })).toContainText('示例工程机械');
  for (const row of await rows.all()) await expect(row).toContainText(/\d{4}-\d\d-\d\d \d\d:\d\d/);

  await page.getByLabel('组织名称').fill('示例改名有限公司（虚构）');
  await expect(rows.filter({ hasText: '示例改名' })).toHaveCount(1);
  await rows.filter({ hasText: '快速预审' }).getByRole('button', { name: /^打开/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('未命名档案');
  await expect(page.locator('body')).not.toContainText('示例改名');

  await go(page, '/dossiers');
  // It goes into 最近删除, so nothing is asked.
  const renamed = rows.filter({ hasText: '示例改名' });
  await renamed.getByRole('button', { name: /^删除/ }).click();
  await expect(rows).toHaveCount(3);
  await expect(page.getByRole('table', { name: '最近删除的档案' })).toContainText('示例改名有限公司（虚构）');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  // The open one too.
  await rows.filter({ hasText: '当前打开' }).getByRole('button', { name: /^删除/ }).click();
  await expect(rows).toHaveCount(2);
  await expect(page.locator('.now-open')).toHaveCount(0);
  await page.reload();
  await started(page);
  await expect(rows).toHaveCount(2);
});

test('an export is noted in the list and is no change', async ({ page }) => {
  await setClock(page);
  await page.clock.setFixedTime('2030-02-03T04:05:06+08:00');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出备份' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('示例精密制造有限公司（虚构）-申报-2030-02-03.json');
  await page.clock.setFixedTime('2030-02-03T04:09:00+08:00');
  await page.getByRole('button', { name: '存好了' }).click();
  await expect(page.getByText('上次导出：2030-02-03 04:05')).toBeVisible();
  await go(page, '/dossiers');
  const row = page.locator('tbody tr');
  await expect(row.locator('[data-of="上次导出"]')).toHaveText('2030-02-03 04:05');
  await expect(row.locator('[data-of="最后修改"]')).not.toContainText('2030');
  await page.reload();
  await expect(row.locator('[data-of="上次导出"]')).toHaveText('2030-02-03 04:05');
});

test('what storage cannot give back is told, and can be rescued', async ({ page }) => {
  await page.evaluate(() => new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('quality-award');
    opening.onsuccess = () => {
      const writing = opening.result.transaction('records', 'readwrite');
      writing.objectStore('records').put('7\nno-checksum\n"战略挑战的原文"', 'application1/profile/B.2.2');
      writing.oncomplete = () => { opening.result.close(); resolve(); };
      writing.onerror = () => reject(writing.error);
    };
  }));
  await page.reload();
  const told = page.getByRole('alert').filter({ hasText: '有 1 处和最后一次保存的不一样' });
  await expect(told).toContainText('组织概述“战略挑战和优势”：保存过的记录读不出来；现在显示的是最近一个历史版本里的内容。');
  await axeClean(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    told.getByRole('button', { name: '保存救援文件' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain('战略挑战的原文');
  await told.getByRole('button', { name: '按现在显示的保存' }).click();
  await expect(told).toHaveCount(0);
  // The rest is there, and from now on this is too.
  await go(page, '/profile/B.1.1.a');
  await expect(page.locator('textarea').first()).not.toHaveValue('');
  await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');
  await page.reload();
  await started(page);
  await expect(told).toHaveCount(0);
  await go(page, '/profile/B.2.2');
  await expect(page.locator('textarea').first()).toHaveValue(application.profile!['B.2.2']);
});
