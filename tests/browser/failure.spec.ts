// What goes wrong with storage: each is said as what it is, until it is mended; an export works, closing asks, and what
// was typed is written once it can be.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { annual, application, importAll, packageFile, stored } from './dossier';
import { axeClean, beside, expect, go, started, test } from './support';

const text = (page: Page) => page.locator('#main textarea').first();
const strip = (page: Page) => page.locator('.strip:not(#export-asked)');

/** What was typed is on the page alone: the strip says why, an export holds it, and closing asks. */
async function toldAndSafe(page: Page, why: string, typed: string): Promise<void> {
  await expect(page.locator('.saved')).toHaveText('没有保存');
  await expect(strip(page)).toContainText(why);
  await expect(strip(page)).toContainText('怎么办：');
  expect(await strip(page).innerText()).not.toMatch(/Error|Exception|IDB/);
  await axeClean(page);
  // It does not go with the next press.
  await page.locator('.brand').focus();
  await page.keyboard.press('Tab');
  await expect(strip(page)).toContainText(why);
  const asked = new Promise<string>((resolve) => {
    page.once('dialog', (dialog) => { resolve(dialog.type()); void dialog.dismiss(); });
  });
  await page.close({ runBeforeUnload: true });
  expect(await asked).toBe('beforeunload');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    strip(page).getByRole('button', { name: '导出备份' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain(typed);
}

test('no storage at all: what is written is not replaced without asking', async ({ page, open }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => { throw new DOMException('planted: no storage', 'SecurityError'); };
  });
  await open('hosted');
  await expect(strip(page)).toContainText('读不出本机的档案列表：浏览器没有允许本页使用本机存储');
  await importAll(page, application);
  await go(page, '/profile/B.2.3');
  await text(page).fill('内审每季一次');
  await toldAndSafe(page, '浏览器没有允许本页使用本机存储', '内审每季一次');

  const asked: string[] = [];
  let accept = false;
  page.on('dialog', async (dialog) => {
    asked.push(dialog.message());
    await (accept ? dialog.accept() : dialog.dismiss());
  });
  await text(page).fill('内审每季一次，又写了');
  await go(page, '/dossiers');
  await page.locator('input[type=file]').first().setInputFiles(packageFile(annual));
  await expect.poll(() => asked).toHaveLength(1);
  expect(asked[0]).toContain('没有保存的内容就没有了');
  await go(page, '/profile/B.2.3');
  await expect(text(page)).toHaveValue('内审每季一次，又写了');
  accept = true;
  await go(page, '/dossiers');
  await importAll(page, annual);
  expect(asked).toHaveLength(2);
});

// Both ways in which the browser says so: at the request, and at the commit.
for (const when of ['put', 'commit'] as const) {
  test(`a full disk, told at the ${when}: tried again, and written when there is room`, async ({ page, open }) => {
    await open('hosted');
    await importAll(page, application);
    await go(page, '/profile/B.2.3');
    await page.evaluate((at) => {
      const full = () => new DOMException('planted: no room', 'QuotaExceededError');
      const { put } = IDBObjectStore.prototype;
      const { commit } = IDBTransaction.prototype;
      const error = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'error')!;
      (window as any).mend = () => {
        IDBObjectStore.prototype.put = put;
        IDBTransaction.prototype.commit = commit;
        Object.defineProperty(IDBTransaction.prototype, 'error', error);
      };
      if (at === 'put') {
        IDBObjectStore.prototype.put = () => { throw full(); };
      } else {
        IDBTransaction.prototype.commit = function () { this.abort(); };
        Object.defineProperty(IDBTransaction.prototype, 'error', { configurable: true, get: full });
      }
    }, when);
    await text(page).fill('磁盘满的时候写的');
    await toldAndSafe(page, '浏览器能用的存储空间满了', '磁盘满的时候写的');
    await page.evaluate(() => (window as any).mend());
    await strip(page).getByRole('button', { name: '现在再试' }).click();
    await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');
    await expect(strip(page)).toHaveCount(0);
    expect(await stored(page, application.id, 'profile/B.2.3')).toBe('"磁盘满的时候写的"');
    // And it goes on working.
    await text(page).fill('有地方了');
    await expect.poll(() => stored(page, application.id, 'profile/B.2.3')).toBe('"有地方了"');
  });
}

test('the database is deleted in mid-session: everything is written again', async ({ page, open, host }) => {
  await open('hosted');
  await importAll(page, application);
  await go(page, '/profile/B.2.3');
  await text(page).fill('删库以前');
  await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');
  const other = await page.context().newPage();
  await beside(other, host);
  await other.evaluate(() => new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase('quality-award');
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  }));
  await other.close();
  await text(page).fill('删库以后');
  await expect.poll(() => stored(page, application.id, 'profile/B.2.3')).toBe('"删库以后"');
  await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');
  await page.reload();
  await started(page);
  await expect(text(page)).toHaveValue('删库以后');
  await go(page, '/profile/B.1.1.a');
  await expect(text(page)).toHaveValue(application.profile!['B.1.1.a']);
});

test('the site data are cleared in mid-session: everything is written again without a key', async ({ page, open }) => {
  // Chromium takes its time to clear a database that is open, the longer the busier the machine is.
  test.setTimeout(120_000);
  await open('hosted');
  await importAll(page, application);
  await go(page, '/profile/B.1.1.a');
  await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');
  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  // Looked at without opening it, which would make an empty one. What is asked while Chromium clears may never be
  // answered: then it is asked again.
  const there = () => page.evaluate(() => Promise.race([
    indexedDB.databases().then((all) => all.map(({ version }) => version)),
    new Promise((resolve) => { setTimeout(() => resolve('no answer'), 3_000); }),
  ]));
  await expect.poll(there, { timeout: 60_000 }).toEqual([3]);
  await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved', { timeout: 20_000 });
  expect(await stored(page, application.id, 'profile/B.1.1.a')).toBe(JSON.stringify(application.profile!['B.1.1.a']));
  await expect(strip(page)).toHaveCount(0, { timeout: 20_000 });
});

test('storage that never answers is told, and what was typed can be exported', async ({ page, open }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget() as any;
  });
  await page.clock.install();
  await open('hosted');
  await page.clock.fastForward(11_000);
  await expect(strip(page)).toContainText('本机存储一直没有回应');
  await page.clock.fastForward(11_000);
  await page.getByRole('button', { name: '准备申报' }).click();
  await page.clock.fastForward(11_000);
  await expect(page.locator('.now-open')).toHaveCount(1);
  await go(page, '/profile/B.2.3');
  await text(page).fill('没有回应');
  await page.clock.fastForward(11_000);
  await page.clock.resume();
  await toldAndSafe(page, '本机存储一直没有回应', '没有回应');
});

test('a database of a newer version is not touched', async ({ page, open, host }) => {
  await beside(page, host);
  await page.evaluate(() => new Promise<void>((resolve, reject) => {
    const request = indexedDB.open('quality-award', 99);
    request.onupgradeneeded = () => { request.result.createObjectStore('records').put('1', 'kept/head'); };
    request.onsuccess = () => { request.result.close(); resolve(); };
    request.onerror = () => reject(request.error);
  }));
  await open('hosted');
  await expect(strip(page)).toContainText('本机的内容由更新版本的工具保存过');
  await page.getByRole('button', { name: '准备申报' }).click();
  await expect(page.locator('.now-open')).toHaveCount(1);
  await go(page, '/profile/B.2.3');
  await text(page).fill('旧版本里写的');
  await toldAndSafe(page, '由更新版本的工具保存过', '旧版本里写的');
});

test('two builds side by side: the older window lets go, and both say so', async ({ page, open, address, host }) => {
  // A window of the first format, which holds its connection.
  const old = await page.context().newPage();
  await beside(old, host);
  await old.evaluate(() => new Promise<void>((resolve, reject) => {
    const request = indexedDB.open('quality-award', 1);
    request.onupgradeneeded = () => {
      for (const name of ['records', 'heads', 'preferences']) request.result.createObjectStore(name);
    };
    request.onsuccess = () => { (window as any).held = request.result; resolve(); };
    request.onerror = () => reject(request.error);
  }));
  await page.goto(address('hosted'));
  await expect(strip(page)).toContainText('另一个窗口还在用旧版本');
  await expect(strip(page)).toContainText('请把打开着本工具的其他窗口都关掉');
  await old.close();
  await started(page);
  await expect(strip(page)).toHaveCount(0, { timeout: 20_000 });

  // This build meets a newer one while somebody types.
  await open('hosted');
  await importAll(page, application);
  await go(page, '/profile/B.2.3');
  await text(page).fill('正在写的时候来了新版本');
  const newer = await page.context().newPage();
  await beside(newer, host);
  await newer.evaluate(() => new Promise<void>((resolve, reject) => {
    const request = indexedDB.open('quality-award', 99);
    request.onsuccess = () => { request.result.close(); resolve(); };
    request.onerror = () => reject(request.error);
  }));
  expect(await stored(newer, application.id, 'profile/B.2.3')).toBe('"正在写的时候来了新版本"');
  await text(page).fill('新版本以后写的');
  await toldAndSafe(page, '由更新版本的工具保存过', '新版本以后写的');
});
