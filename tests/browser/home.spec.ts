// Copies outside the browser: a file that is written along, downloads that somebody has to confirm, the share sheet.
//
// The windows to choose a file in cannot be used by a program. In their place stand files of the browser's own file
// system, which are the same objects: kept in IndexedDB, read and written for real.
import type { Page } from '@playwright/test';
import { application, importAll, packageFile, precheck, type Dossier } from './dossier';
import { axeClean, expect, go, setClock, started, test } from './support';

const NAME = '备份.json';
const ELSEWHERE = '这个文件在别处改过。';

/** From now on both windows give the file with this name, or nothing, as when one closes them. */
async function choosing(page: Page, name: string | null): Promise<void> {
  await page.evaluate((to) => sessionStorage.setItem('choosing', to ?? ''), name);
}

async function pickers(page: Page): Promise<void> {
  await page.addInitScript((first) => {
    const chosen = async () => {
      const name = sessionStorage.getItem('choosing') ?? first;
      if (!name) throw new DOMException('planted: closed', 'AbortError');
      if (name === 'denied') throw new DOMException('planted: denied', 'SecurityError');
      return (await navigator.storage.getDirectory()).getFileHandle(name, { create: true });
    };
    Object.assign(window, { showSaveFilePicker: chosen, showOpenFilePicker: async () => [await chosen()] });
  }, NAME);
}

/** What a file holds; with a text, after that was written into it. */
async function file(page: Page, text?: string, name = NAME): Promise<string> {
  return await page.evaluate(async ([name, text]) => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle(name!, { create: true });
    if (text !== undefined) {
      const writable = await handle.createWritable();
      await writable.write(text);
      await writable.close();
    }
    // While it is being exchanged for the new one it can be neither read nor found.
    return await (await handle.getFile()).text().catch(() => '');
  }, [name, text]);
}

const packaged = (dossier: Dossier) => packageFile(dossier).buffer.toString();
const panel = (page: Page) => page.getByRole('region', { name: '备份和交换' });
const text = (page: Page) => page.locator('#main textarea').first();

/** Writes into a slot, and waits until it is saved on this computer. */
async function write(page: Page, words: string): Promise<void> {
  await go(page, '/profile/B.2.3');
  await text(page).fill(words);
  await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');
}

/** The page goes out of sight: nothing waits for its time then. */
async function hidden(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
}

test.describe('a file that is written along', () => {
  test.beforeEach(async ({ page, open }) => {
    await pickers(page);
    await open('hosted');
    await importAll(page, application);
  });

  test('holds what one writes a few seconds later, and again after a reload', async ({ page }) => {
    await panel(page).getByRole('button', { name: '选一个文件，自动存到里面' }).click();
    await expect(panel(page)).toContainText(`文件“${NAME}”：全部内容都在文件里。上次写入：`);
    expect(JSON.parse(await file(page)).id).toBe(application.id);
    await expect(panel(page)).toContainText('上次导出：');
    await axeClean(page);

    await write(page, '写进文件的话');
    await expect.poll(() => file(page), { timeout: 60_000 }).toContain('写进文件的话');
    await go(page, '/');
    await expect(panel(page)).toContainText('全部内容都在文件里。');

    await page.reload();
    await started(page);
    await expect(panel(page)).toContainText(`文件“${NAME}”：全部内容都在文件里。`);
    await write(page, '重新打开以后写的');
    await hidden(page);
    await expect.poll(() => file(page)).toContain('重新打开以后写的');

    // Of this dossier alone.
    await go(page, '/');
    await importAll(page, precheck);
    await expect(panel(page).getByRole('button', { name: '选一个文件，自动存到里面' })).toBeVisible();
    await go(page, '/dossiers');
    await page.getByRole('row', { name: '2026-05-20 申报' }).getByRole('button', { name: /^打开/ }).click();
    await expect(panel(page)).toContainText('全部内容都在文件里。');
    await panel(page).getByRole('button', { name: '不再存到这个文件' }).click();
    await expect(panel(page).getByRole('button', { name: '选一个文件，自动存到里面' })).toBeVisible();
    await write(page, '不再写进文件');
    await hidden(page);
    await page.reload();
    await expect(text(page)).toHaveValue('不再写进文件');
    await go(page, '/');
    await expect(panel(page).getByRole('button', { name: '选一个文件，自动存到里面' })).toBeVisible();
    expect(await file(page)).toContain('重新打开以后写的');
  });

  test('what a closed page had no time to write is written the next time', async ({ page }) => {
    await panel(page).getByRole('button', { name: '选一个文件，自动存到里面' }).click();
    await expect(panel(page)).toContainText('全部内容都在文件里。');
    await page.evaluate(() => {
      FileSystemFileHandle.prototype.createWritable = () => new Promise(() => {});
    });
    await write(page, '来不及写进文件的话');
    await page.reload();
    await started(page);
    expect(await file(page)).not.toContain('来不及写进文件的话');
    await expect.poll(() => file(page), { timeout: 60_000 }).toContain('来不及写进文件的话');
  });

  test('asks again when the browser wants it', async ({ page }) => {
    await panel(page).getByRole('button', { name: '选一个文件，自动存到里面' }).click();
    await expect(panel(page)).toContainText('全部内容都在文件里。');
    await page.addInitScript(() => {
      let state = 'prompt';
      Object.assign(FileSystemHandle.prototype, {
        queryPermission: async () => state,
        requestPermission: async () => { state = navigator.userActivation.isActive ? 'granted' : 'denied'; return state; },
      });
    });
    await page.reload();
    await started(page);
    await expect(panel(page)).toContainText('浏览器要您再同意一次，才能接着存到文件里。');
    await write(page, '还没有同意的时候写的');
    await hidden(page);
    await go(page, '/');
    await expect(panel(page)).toContainText('浏览器要您再同意一次');
    expect(await file(page)).not.toContain('还没有同意的时候写的');
    await panel(page).getByRole('button', { name: `继续存到“${NAME}”` }).click();
    await expect(panel(page)).toContainText('全部内容都在文件里。');
    expect(await file(page)).toContain('还没有同意的时候写的');
  });

  test('is not written over when it was changed elsewhere', async ({ page }) => {
    await panel(page).getByRole('button', { name: '选一个文件，自动存到里面' }).click();
    await expect(panel(page)).toContainText('全部内容都在文件里。');
    const theirs = packaged({ ...application, profile: { 'B.2.3': '同事在别处写的' } });
    await file(page, theirs);
    await write(page, '我在这里写的');
    await hidden(page);
    await go(page, '/');
    await expect(panel(page)).toContainText(ELSEWHERE);
    expect(await file(page)).toBe(theirs);
    await axeClean(page);

    await panel(page).getByRole('button', { name: '看看差别' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('本机已有这份档案');
    await page.getByRole('button', { name: '取消导入' }).click();
    await expect(panel(page)).toContainText(ELSEWHERE);
    expect(await file(page)).toBe(theirs);

    // Elsewhere, and here the file stays as it was left.
    await choosing(page, '另一个.json');
    await panel(page).getByRole('button', { name: '另存到新文件' }).click();
    await expect(panel(page)).toContainText('文件“另一个.json”：全部内容都在文件里。');
    expect(await file(page, undefined, '另一个.json')).toContain('我在这里写的');
    expect(await file(page)).toBe(theirs);

    await file(page, theirs, '另一个.json');
    await write(page, '我又写了');
    await hidden(page);
    await go(page, '/');
    await expect(panel(page)).toContainText(ELSEWHERE);
    await panel(page).getByRole('button', { name: '用这里的覆盖' }).click();
    await expect(panel(page)).toContainText('全部内容都在文件里。');
    expect(await file(page, undefined, '另一个.json')).toContain('我又写了');
  });

  test('gives what was changed elsewhere, when one chooses that', async ({ page }) => {
    await panel(page).getByRole('button', { name: '选一个文件，自动存到里面' }).click();
    await expect(panel(page)).toContainText('全部内容都在文件里。');
    await file(page, packaged({ ...application, profile: { 'B.2.3': '同事在别处写的' } }));
    await write(page, '我在这里写的');
    await hidden(page);
    await go(page, '/');
    await panel(page).getByRole('button', { name: '看看差别' }).click();
    await page.getByRole('button', { name: '用文件替换本机的' }).click();
    await expect(page.locator('.toast')).toContainText(`已导入“${NAME}”`);
    await go(page, '/profile/B.2.3');
    await expect(text(page)).toHaveValue('同事在别处写的');
    await write(page, '接着同事写的');
    await hidden(page);
    await expect.poll(() => file(page)).toContain('接着同事写的');

    // Not a package any more, or another one: it is told on opening, and nothing here changes.
    await file(page, '{}');
    await page.reload();
    await expect(text(page)).toHaveValue('接着同事写的');
    await go(page, '/');
    await expect(panel(page)).toContainText(ELSEWHERE);
    await panel(page).getByRole('button', { name: '看看差别' }).click();
    await expect(page.getByRole('alert')).toContainText(`没有导入“${NAME}”`);
    await file(page, packaged(precheck));
    await panel(page).getByRole('button', { name: '看看差别' }).click();
    await expect(page.getByRole('alert')).toContainText('文件里现在是另一份档案');
    await expect(panel(page)).toContainText(ELSEWHERE);
  });

  test('says why it is not written, and goes on when it can be', async ({ page }) => {
    await panel(page).getByRole('button', { name: '选一个文件，自动存到里面' }).click();
    await expect(panel(page)).toContainText('全部内容都在文件里。');
    await page.evaluate(() => {
      const real = FileSystemFileHandle.prototype.createWritable;
      FileSystemFileHandle.prototype.createWritable = function (options) {
        const name = sessionStorage.getItem('fails');
        return name ? Promise.reject(new DOMException('planted', name)) : real.call(this, options);
      };
    });
    for (const [name, why] of [
      ['NotAllowedError', '没有写入这个文件的许可'], ['QuotaExceededError', '文件所在的磁盘满了'],
      ['NoModificationAllowedError', '文件正被别的程序占用'], ['AbortError', '浏览器中止了写入'],
      ['UnknownError', '写文件时出错（UnknownError）'],
    ]) {
      await page.evaluate((to) => sessionStorage.setItem('fails', to), name);
      await write(page, `写不进去：${name}`);
      await hidden(page);
      await go(page, '/');
      await expect(panel(page)).toContainText(`最近的改动没有存进文件。${why}`);
      // Nothing else is amiss: on this computer it is saved.
      await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');
      await page.evaluate(() => sessionStorage.removeItem('fails'));
      await panel(page).getByRole('button', { name: '再试' }).click();
      await expect(panel(page)).toContainText('全部内容都在文件里。');
      expect(await file(page)).toContain(`写不进去：${name}`);
    }
    await page.evaluate(async (name) => (await navigator.storage.getDirectory()).removeEntry(name), NAME);
    await write(page, '文件不见了');
    await hidden(page);
    await go(page, '/');
    await expect(panel(page)).toContainText('文件不在原来的位置');
    await axeClean(page);
    await panel(page).getByRole('button', { name: '另存到新文件' }).click();
    await expect(panel(page)).toContainText('全部内容都在文件里。');
    expect(await file(page)).toContain('文件不见了');
  });

  test('may be one that is there: it is opened and written back', async ({ page }) => {
    await importAll(page, precheck);
    const other = { ...application, id: 'from-a-file', profile: { 'B.2.3': '文件里原来的话' } };
    await file(page, packaged(other));
    await panel(page).getByRole('button', { name: '打开一个文件，以后存回去' }).click();
    await expect(page.locator('.toast')).toContainText(`已导入“${NAME}”`);
    await go(page, '/profile/B.2.3');
    await expect(text(page)).toHaveValue('文件里原来的话');
    await write(page, '接着写的话');
    await hidden(page);
    await expect.poll(() => file(page)).toContain('接着写的话');
    expect(JSON.parse(await file(page)).id).toBe('from-a-file');

    // A file is one dossier's: taken by another, it is no longer written here.
    await go(page, '/');
    await importAll(page, precheckAgain);
    await panel(page).getByRole('button', { name: '选一个文件，自动存到里面' }).click();
    await expect(panel(page)).toContainText('全部内容都在文件里。');
    await go(page, '/dossiers');
    await page.getByRole('row', { name: '2026-05-20 申报' }).first().getByRole('button', { name: /^打开/ }).click();
    await expect(panel(page).getByRole('button', { name: '选一个文件，自动存到里面' })).toBeVisible();
  });

  test('a window that is closed or denied changes nothing', async ({ page }) => {
    await choosing(page, '');
    for (const name of ['选一个文件，自动存到里面', '打开一个文件，以后存回去']) {
      await panel(page).getByRole('button', { name }).click();
    }
    await expect(page.getByRole('alert')).toHaveCount(0);
    await choosing(page, 'denied');
    await panel(page).getByRole('button', { name: '选一个文件，自动存到里面' }).click();
    await expect(page.getByRole('alert')).toContainText('浏览器没有打开选文件的窗口');
    await expect(panel(page).getByRole('button', { name: '选一个文件，自动存到里面' })).toBeVisible();
  });
});

const precheckAgain: Dossier = { ...precheck, id: 'precheck2' };

test('is not offered where the browser has no such files', async ({ page, open }) => {
  await page.addInitScript(() => {
    delete (window as any).showSaveFilePicker;
    delete (window as any).showOpenFilePicker;
  });
  await open('hosted');
  await importAll(page, application);
  await expect(panel(page).getByRole('button', { name: '导出备份' })).toBeVisible();
  await expect(panel(page).getByRole('button', { name: '选一个文件' })).toHaveCount(0);
});

test.describe('a download', () => {
  const asked = (page: Page) => page.getByRole('region', { name: '导出', exact: true });

  test.beforeEach(async ({ page, open }) => {
    await open('hosted');
    await importAll(page, application);
  });

  test('is an export when somebody says that it is stored', async ({ page }) => {
    const download = () => Promise.all([
      page.waitForEvent('download'), panel(page).getByRole('button', { name: '导出备份' }).click(),
    ]);
    await download();
    await expect(asked(page)).toContainText('存好了吗？');
    await expect(panel(page)).toContainText('还没有导出过。');
    await axeClean(page);
    await asked(page).getByRole('button', { name: '没有' }).click();
    await expect(asked(page)).toHaveCount(0);
    await expect(panel(page)).toContainText('还没有导出过。');

    await download();
    await page.reload();
    await started(page);
    await expect(asked(page)).toContainText('存好了吗？');
    // It is about this dossier, and about no other.
    await importAll(page, precheck);
    await expect(asked(page)).toHaveCount(0);
    await expect(panel(page)).toContainText('还没有导出过。');
    await go(page, '/dossiers');
    await page.getByRole('row', { name: '2026-05-20 申报' }).getByRole('button', { name: /^打开/ }).click();
    await asked(page).getByRole('button', { name: '存好了' }).click();
    await expect(asked(page)).toHaveCount(0);
    await expect(panel(page)).toContainText('上次导出：');
  });

  test('is reminded of after seven days of writing', async ({ page }) => {
    const reminder = page.getByRole('region', { name: '备份提醒' });
    await setClock(page);
    for (let day = 1; day <= 7; day += 1) {
      await expect(reminder).toHaveCount(0);
      await page.clock.setFixedTime(`2030-02-${String(day * 3).padStart(2, '0')}T10:00:00+08:00`);
      await write(page, `第 ${day} 天写的`);
      await go(page, '/');
    }
    await expect(reminder).toContainText('还没有导出过备份，已有 7 天改过内容。');
    await axeClean(page);
    await page.reload();
    await started(page);
    await Promise.all([page.waitForEvent('download'), reminder.getByRole('button', { name: '现在导出' }).click()]);
    await expect(reminder).toBeVisible();
    await asked(page).getByRole('button', { name: '存好了' }).click();
    await expect(reminder).toHaveCount(0);
    await page.reload();
    await started(page);
    await expect(panel(page)).toContainText('上次导出：2030-02-21 10:00。');
    await expect(reminder).toHaveCount(0);
  });
});

test('a package dropped on the page is imported, and elsewhere it does not take the place of the page', async ({ page, open }) => {
  await open('hosted');
  const drop = async (...dossiers: Dossier[]) => {
    const data = await page.evaluateHandle((texts) => {
      const data = new DataTransfer();
      for (const text of texts) data.items.add(new File([text], '拖来的.json'));
      return data;
    }, dossiers.map((dossier) => packaged(dossier)));
    await page.dispatchEvent('main', 'drop', { dataTransfer: data });
  };
  // While the page still opens nothing can be dropped.
  await expect(page.getByRole('heading', { name: '从哪里开始' })).toBeVisible();
  await drop(application);
  await expect(page.locator('.toast')).toContainText('已导入“拖来的.json”');
  await go(page, '/profile/B.2.3');
  await drop(precheck);
  await go(page, '/dossiers');
  await expect(page.locator('tbody tr')).toHaveCount(1);
  // Each might have to be asked about.
  await drop(precheck, application);
  await expect(page.locator('.notices')).toContainText('一次只能打开一个数据文件，这里有 2 个');
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await drop(precheck);
  await expect(page.locator('.toast')).toContainText('已导入“拖来的.json”');
  await go(page, '/dossiers');
  await expect(page.locator('tbody tr')).toHaveCount(2);
});

test.describe('in WeChat', () => {
  test.use({ userAgent: 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8.0.49' });

  test('no download is pretended', async ({ page, open }) => {
    let downloads = 0;
    page.on('download', () => { downloads += 1; });
    await page.addInitScript(() => { delete (Navigator.prototype as any).canShare; });
    await open('hosted');
    await expect(page.getByText('您是在微信里打开的。')).toBeVisible();
    await importAll(page, application);
    await expect(panel(page)).toContainText('请点右上角“…”，用浏览器打开本页再导出。');
    await expect(panel(page).getByRole('button', { name: '导出备份' })).toHaveCount(0);
    await go(page, '/print');
    await page.getByRole('button', { name: '导出数据文件' }).click();
    await expect(page.getByRole('alert')).toContainText('微信里存不了文件。');
    await expect(page.getByText('存好了吗？')).toHaveCount(0);
    expect(downloads).toBe(0);
  });
});

test.describe('on a phone', () => {
  test.use({
    userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1',
    viewport: { width: 375, height: 812 },
  });

  test.beforeEach(async ({ page, open }) => {
    await page.addInitScript(() => {
      Object.assign(Navigator.prototype, {
        canShare: () => true,
        share: async ({ files: [file] }: { files: File[] }) => {
          const fails = sessionStorage.getItem('fails');
          if (fails) throw new DOMException('planted', fails);
          sessionStorage.setItem('shared', `${file.name}\n${await file.text()}`);
        },
      });
    });
    await open('hosted');
    await importAll(page, application);
  });

  test('a backup is handed to another app, and counts when it was', async ({ page }) => {
    const share = panel(page).getByRole('button', { name: '发送备份' });
    await page.evaluate(() => sessionStorage.setItem('fails', 'AbortError'));
    await share.click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(panel(page)).toContainText('还没有导出过。');
    await page.evaluate(() => sessionStorage.setItem('fails', 'NotAllowedError'));
    await share.click();
    await expect(page.getByRole('alert')).toContainText('没有发出去');
    await expect(panel(page)).toContainText('还没有导出过。');
    await page.evaluate(() => sessionStorage.removeItem('fails'));
    await share.click();
    await expect(panel(page)).toContainText('上次导出：');
    const shared = await page.evaluate(() => sessionStorage.getItem('shared')!);
    expect(shared).toMatch(/^示例精密制造有限公司（虚构）-申报-[\d-]+\.txt\n/);
    expect(JSON.parse(shared.slice(shared.indexOf('\n'))).id).toBe(application.id);
    await axeClean(page);
  });

  test('every file can be chosen', async ({ page }) => {
    await expect(page.locator('input[type=file]').first()).not.toHaveAttribute('accept');
  });
});
