// The failure screen works when the app does not.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { application, importAll } from './dossier';
import { axeClean, editions, expect, test } from './support';

async function rescueFile(page: Page): Promise<any> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '保存救援文件' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^市长质量奖-救援-\d{4}-\d\d-\d\d\.json$/);
  return JSON.parse(await readFile(await download.path(), 'utf8'));
}

for (const edition of editions) {
  test(`${edition}: qaCrash shows the screen, with the first message alone`, async ({ page, open }) => {
    await open(edition);
    await expect(page.locator('#crash')).toBeHidden();
    await page.evaluate(() => { window.qaCrash('the first'); window.qaCrash('the second'); });
    await expect(page.getByRole('heading', { name: '程序已停止运行' })).toBeFocused();
    await page.getByText('出错信息').click();
    await expect(page.locator('#crash-message')).toContainText('the first');
    await expect(page.locator('#crash-message')).not.toContainText('the second');
    await axeClean(page);
    const file = await rescueFile(page);
    expect(file).toMatchObject({ rescue: 1, database: 'quality-award' });
    await page.getByRole('button', { name: '重新打开' }).click();
    await expect(page.locator('#crash')).toBeHidden();
  });

  test(`${edition}: a panic in the app shows the screen`, async ({ page, address, guard }) => {
    guard.allow(/planted|unreachable/);
    // Page translators and the like do this to an app: the nodes it holds are no longer where it put them.
    await page.addInitScript(() => {
      Node.prototype.insertBefore = () => { throw new Error('planted'); };
    });
    await page.goto(address(edition));
    await expect(page.locator('#crash')).toBeVisible();
    await expect(page.locator('#crash-message')).toContainText('panicked at');
  });
}

test('a script that throws under the app shows the screen', async ({ page, open, guard }) => {
  guard.allow(/planted/);
  await open('hosted');
  await importAll(page, application);
  await page.evaluate(() => {
    (window as any).qaNumberPages = () => { throw new Error('planted'); };
    location.hash = '/print';
  });
  await expect(page.locator('#crash')).toBeVisible();
  await expect(page.locator('#crash-message')).toContainText('planted');
});

test('a file that does not load shows the screen, and every stored record can be saved', async ({ page, host, guard }) => {
  guard.allow(/404/);
  const wasm = (await host.text('index.html')).match(/app\.\w+\.wasm/)![0];
  host.replace(wasm, null);
  await page.goto(host.url());
  await expect(page.locator('#crash-loading')).toBeVisible();
  await expect(page.locator('#crash-running')).toBeHidden();
  await axeClean(page);

  expect(await rescueFile(page)).toMatchObject({ version: 0, stores: {} });
  await expect(page.locator('#crash-saved')).toContainText('没有保存过的记录');
  // Looking for the database must not have made an empty one, which the app would then trust.
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);

  await page.evaluate(() => new Promise<void>((resolve, reject) => {
    const request = indexedDB.open('quality-award', 3);
    request.onupgradeneeded = () => {
      const records = request.result.createObjectStore('records');
      records.put({ text: '第一行\n"引号" \u{2003}\ud800', generation: 2 }, 'd1/items/4.1');
      records.put('{"a":1}', ['d1', 2]);
      request.result.createObjectStore('empty');
      const files = request.result.createObjectStore('files', { keyPath: 'id' });
      files.put({ id: 'e1', at: new Date(0), blob: new File(['证据'], '证据.txt', { type: 'text/plain' }), none: new Blob([]) });
      files.put({ id: 'e2', bytes: new Uint8Array([0, 1, 255]), list: [null, true, 0.5] });
    };
    request.onsuccess = () => { request.result.close(); resolve(); };
    request.onerror = () => reject(request.error);
  }));
  expect(await rescueFile(page)).toEqual({
    rescue: 1,
    build: expect.stringMatching(/^[0-9a-f]{12}$/),
    database: 'quality-award',
    version: 3,
    stores: {
      empty: [],
      files: [
        { key: 'e1', value: {
          id: 'e1',
          at: { $date: '1970-01-01T00:00:00.000Z' },
          blob: { $blob: Buffer.from('证据').toString('base64'), type: 'text/plain', name: '证据.txt' },
          none: { $blob: '', type: '' },
        } },
        { key: 'e2', value: { id: 'e2', bytes: { $bytes: 'AAH/' }, list: [null, true, 0.5] } },
      ],
      records: [
        { key: 'd1/items/4.1', value: { text: '第一行\n"引号" \u{2003}\ud800', generation: 2 } },
        { key: ['d1', 2], value: '{"a":1}' },
      ],
    },
  });
  await expect(page.locator('#crash-saved')).toContainText('共 4 条记录');
});
