// Pictures in the text, files of 证实性材料, and everything in one ZIP: what goes in comes out, and what is damaged is refused.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import { strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import { application, importAll } from './dossier';
import { expect, go, Guard, saved, started, test } from './support';
import { Host } from './host';

const ITEM = '/item/4.1.2';
const LIST = '清单.json';

interface Chosen { name: string; mimeType: string; buffer: Buffer }

/** A picture drawn in the browser, as a file of a kind. */
async function drawn(page: Page, name: string, mimeType: string, width = 40, height = 30): Promise<Chosen> {
  const base64 = await page.evaluate(async ([type, width, height]) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width as number, height as number];
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#2457a6';
    context.fillRect(0, 0, canvas.width / 2, canvas.height);
    return canvas.toDataURL(type as string).split(',')[1]!;
  }, [mimeType, width, height]);
  return { name, mimeType, buffer: Buffer.from(base64, 'base64') };
}

/** A photograph with a note of where it was taken. */
function withPlace({ name, mimeType, buffer }: Chosen, place: string): Chosen {
  const note = Buffer.from(`Exif\0\0${place}`);
  const head = Buffer.from([0xff, 0xe1, 0, note.length + 2]);
  return { name, mimeType, buffer: Buffer.concat([buffer.subarray(0, 2), head, note, buffer.subarray(2)]) };
}

const chooser = (page: Page) => page.locator('input[type=file][aria-label=添加图片]').first();
const entries = (page: Page) => page.locator('.picture-entry');

async function openFold(page: Page): Promise<void> {
  const fold = page.locator('summary', { hasText: '图片（' }).first();
  if (await page.locator('details', { has: fold }).first().getAttribute('open') === null) await fold.click();
}

async function addPictures(page: Page, ...files: Chosen[]): Promise<void> {
  await openFold(page);
  await chooser(page).setInputFiles(files);
}

async function attach(page: Page, nth: number, ...files: Chosen[]): Promise<void> {
  await page.locator('.attachments > li').nth(nth).locator('input[type=file]').setInputFiles(files);
}

/** The whole package as a ZIP. */
async function bundle(page: Page): Promise<Buffer> {
  if (!page.url().endsWith('#/print')) await go(page, '/print');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '存为整套材料（ZIP）' }).click()]);
  expect(download.suggestedFilename()).toMatch(/整套材料-.*\.zip$/);
  return readFile(await download.path());
}

/** Members of a ZIP with the digest of each. */
function digests(zip: Buffer): Record<string, string> {
  const of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  return Object.fromEntries(Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, of(bytes)]));
}

/** How many files the browser keeps. */
const keptFiles = (page: Page) => page.evaluate(() => new Promise<number>((resolve) => {
  const request = indexedDB.open('quality-award');
  request.onsuccess = () => {
    const count = request.result.transaction('files').objectStore('files').count();
    count.onsuccess = () => { request.result.close(); resolve(count.result); };
  };
}));

const imported = (page: Page, name: string, buffer: Buffer) =>
  page.locator('input[type=file][accept*=zip]').first().setInputFiles({ name, mimeType: 'application/zip', buffer });

/** A page of a person who was never here. */
async function fresh(browser: Browser, host: Host, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const guard = new Guard([host.url('/')]);
  await guard.watch(context);
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date('2027-04-06T09:00:00'));
  await page.goto(host.url());
  await started(page);
  await work(page);
  guard.check();
  await context.close();
}

test.beforeEach(async ({ page, open }) => {
  await page.clock.setFixedTime(new Date('2027-04-06T09:00:00'));
  await open('hosted');
  await importAll(page, { ...application, registers: { evidence: [{ id: 'ev1', fields: { title: '管理体系证书' } }] } });
});

test('pictures come in by button, lose what their files say of places, and stand where the text says', async ({ page }) => {
  await go(page, ITEM);
  const photo = withPlace(await drawn(page, '现场照片.jpg', 'image/jpeg', 3200, 800), 'GPS 34.7N 112.9E');
  expect(photo.buffer.includes('GPS 34.7N')).toBe(true);
  await addPictures(page, await drawn(page, '组织架构.png', 'image/png'), photo, await drawn(page, '流程.webp', 'image/webp'));
  await expect(entries(page)).toHaveCount(3);
  await expect(page.locator('.toast')).toContainText('“现场照片.jpg”已缩小到 1600 × 400');
  await expect(entries(page).first().locator('img')).toBeVisible();
  await expect(entries(page).nth(0)).toContainText('图 1');
  const stored = await page.evaluate(() => new Promise<string[]>((resolve) => {
    const request = indexedDB.open('quality-award');
    request.onsuccess = () => {
      const all = request.result.transaction('files').objectStore('files').getAll();
      all.onsuccess = async () => {
        request.result.close();
        resolve(await Promise.all(all.result.map(async (blob: Blob) => `${blob.type} ${(await blob.text()).includes('GPS 34.7N')}`)));
      };
    };
  }));
  expect(stored.sort()).toEqual(['image/jpeg false', 'image/png false', 'image/png false']);

  // Of two, the text brings the second first: the numbers follow.
  const text = page.getByRole('group').filter({ has: page.locator('.picture-entry') }).locator('textarea').first();
  await text.fill('先看总的情况。');
  await text.press('End');
  const insert = page.getByLabel('在光标处引用').first();
  await insert.selectOption({ label: '图 2 现场照片' });
  await page.getByRole('button', { name: '插入', exact: true }).first().click();
  await expect(text).toHaveValue('先看总的情况。\n〔图：现场照片〕');
  await expect(entries(page).nth(1)).toContainText('图 1');
  await entries(page).nth(1).getByLabel('图中内容').fill('车间里的看板');
  await saved(page);
  await go(page, '/print');
  const picture = page.locator('.book figure.picture').first();
  await expect(picture.locator('figcaption')).toHaveText('图 1 现场照片');
  await expect(picture.locator('img')).toHaveAttribute('alt', '车间里的看板');
  expect(await picture.locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1600);
  await expect(page.locator('.book figure.picture')).toHaveCount(3);
  await expect(page.locator('.book')).not.toContainText('〔图：');
});

test('a screenshot is pasted into the text, a text that is pasted stays one, and a picture is dropped', async ({ page }) => {
  await go(page, ITEM);
  const text = page.locator('.part textarea').first();
  await text.focus();
  const paste = (withText: boolean) => text.evaluate(async (area, withText) => {
    const canvas = document.createElement('canvas');
    const blob = await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob!)));
    const data = new DataTransfer();
    data.items.add(new File([blob], 'image.png', { type: 'image/png' }));
    if (withText) data.setData('text/plain', '文字');
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, withText);
  await paste(true);
  await paste(false);
  await expect(entries(page)).toHaveCount(1);
  await page.locator('.drop').first().evaluate(async (zone) => {
    const canvas = document.createElement('canvas');
    const blob = await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob!)));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([blob], '拖来的.png', { type: 'image/png' }));
    for (const kind of ['dragover', 'drop']) zone.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(entries(page)).toHaveCount(2);
  await expect(entries(page).nth(1).getByLabel('图名')).toHaveValue('拖来的');
});

test('what is no picture, or too large for one, is refused by name, and the rest is taken', async ({ page }) => {
  await go(page, ITEM);
  const huge = Buffer.from(await drawn(page, '', 'image/png').then(({ buffer }) => buffer));
  huge.writeUInt32BE(50_000, 16);
  huge.writeUInt32BE(50_000, 20);
  const of = (name: string, buffer: Buffer | string): Chosen => ({ name, mimeType: 'image/png', buffer: Buffer.from(buffer) });
  await addPictures(page,
    of('空.png', ''),
    of('图.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    of('文档.png', '这不是图片'),
    of('很大.png', huge),
    of('坏的.png', (await drawn(page, '', 'image/png')).buffer.subarray(0, 60)),
    await drawn(page, '好的.png', 'image/png'));
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('添加了 1 个，下面的没有添加');
  for (const why of ['“空.png”：文件是空的', '“图.svg”：SVG', '“文档.png”：不是 PNG', '“很大.png”：图片有 50000 × 50000 像素', '“坏的.png”：']) {
    await expect(alert).toContainText(why);
  }
  await expect(entries(page)).toHaveCount(1);
  expect(await keptFiles(page)).toBe(1);
});

test('a full disk takes no picture, and says so', async ({ page }) => {
  await go(page, ITEM);
  await page.evaluate(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
      if (this.name === 'files') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, args);
    };
  });
  await addPictures(page, await drawn(page, '甲.png', 'image/png'));
  await expect(page.getByRole('alert')).toContainText('没有添加，现在的内容没有变化');
  await expect(entries(page)).toHaveCount(0);
});

test('files of 证实性材料 are attached, named once, removed and put back, and everything goes through a ZIP to another computer', async ({ page, browser, host }) => {
  test.setTimeout(120_000);
  await go(page, ITEM);
  await addPictures(page, await drawn(page, '组织架构.png', 'image/png'));
  await expect(entries(page)).toHaveCount(1);
  await go(page, '/evidence');
  const files = page.locator('.attachments > li').first().locator('.files > li');
  const pdf = (name: string, size: number): Chosen => ({ name, mimeType: 'application/pdf', buffer: Buffer.alloc(size, name) });
  const long = pdf('证书.pdf', 3_000_000);
  await attach(page, 0, long, pdf('附"件\n.pdf', 5));
  await expect(files).toHaveCount(2);
  await expect(files.nth(1)).toContainText('附_件_.pdf');
  await attach(page, 0, { ...long, name: '同一份.pdf' });
  await expect(page.getByRole('alert')).toContainText('这份材料已经附了同一个文件');
  await attach(page, 0, pdf('空.pdf', 0));
  await expect(page.getByRole('alert')).toContainText('文件是空的');
  await files.nth(1).getByRole('button', { name: '移除' }).click();
  await expect(files).toHaveCount(1);
  await page.getByRole('button', { name: '撤销' }).first().click();
  await expect(files).toHaveCount(2);
  const [taken] = await Promise.all([page.waitForEvent('download'), files.first().getByRole('button', { name: '取出' }).click()]);
  expect((await readFile(await taken.path())).equals(long.buffer)).toBe(true);
  await saved(page);

  const zip = await bundle(page);
  const members = digests(zip);
  expect(Object.keys(members)).toHaveLength(7);
  expect(Object.values(members)).toContain(createHash('sha256').update(long.buffer).digest('hex'));
  const list = JSON.parse(Buffer.from(unzipSync(zip)[LIST]!).toString());
  expect(Object.fromEntries(list.members.map(({ path, sha256 }: { path: string; sha256: string }) => [path, sha256])))
    .toEqual(Object.fromEntries(Object.entries(members).filter(([path]) => path !== LIST)));
  const printed = Buffer.from(unzipSync(zip)['打印稿.html']!).toString();
  expect(printed).toContain('src="data:image/png;base64,');
  expect(Object.keys(unzipSync(unzipSync(zip)['申报材料.docx']!))).toContain('word/media/image1.png');

  await fresh(browser, host, async (other) => {
    await imported(other, '整套.zip', zip);
    await expect(other.getByText('与封面指纹一致')).toBeVisible();
    expect(await keptFiles(other)).toBe(3);
    await go(other, ITEM);
    await expect(entries(other).first().locator('img')).toBeVisible();
    expect(digests(await bundle(other))).toEqual(members);
    // Packed anew by another program, compressed.
    await fresh(browser, host, async (third) => {
      await imported(third, '重新压缩.zip', Buffer.from(zipSync(unzipSync(zip), { level: 9 })));
      await expect(third.getByText('与封面指纹一致')).toBeVisible();
      expect(await keptFiles(third)).toBe(3);
    });
  });
});

test('a ZIP that is damaged, altered or not ours is refused by name, and nothing of it is taken', async ({ page, browser, host }) => {
  await go(page, '/evidence');
  await attach(page, 0, { name: '证书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await expect(page.locator('.files > li')).toHaveCount(1);
  const zip = await bundle(page);
  const whole = unzipSync(zip);
  const certificate = Object.keys(whole).find((path) => path.endsWith('证书.pdf'))!;
  const made = (change: (members: Zippable) => void): Buffer => {
    const members: Zippable = { ...whole };
    change(members);
    return Buffer.from(zipSync(members, { level: 0 }));
  };
  const less = (path: string) => made((members) => { delete members[path]; });
  const cases: [string, Buffer, string][] = [
    ['改了一个字', made((members) => { members[certificate] = strToU8('%PDF-1.8'); }), '校验值不一致'],
    ['大小不同', made((members) => { members[certificate] = strToU8('%PDF'); }), '大小不对'],
    ['少了一个', less(certificate), '里面缺少'],
    ['没有清单', less(LIST), '不是本工具存出的整套材料'],
    ['多了一个', made((members) => { members['病毒.exe'] = strToU8('MZ'); }), '不在“清单.json”里'],
    ['上级目录', made((members) => { members['../外面'] = strToU8('x'); }), '不该有的路径'],
    ['只有一半', zip.subarray(0, zip.length / 2), '已损坏，或者不是 ZIP'],
    ['炸弹', Buffer.from(zipSync({ ...whole, [LIST]: new Uint8Array(20_000_000) }, { level: 9 })), '太大'],
  ];
  await fresh(browser, host, async (other) => {
    for (const [name, buffer, why] of cases) {
      await imported(other, `${name}.zip`, buffer);
      await expect(other.getByRole('alert'), name).toContainText(`没有导入“${name}.zip”`);
      await expect(other.getByRole('alert'), name).toContainText(why);
      expect(await keptFiles(other), name).toBe(0);
    }
    // And the good one still opens.
    await imported(other, '好的.zip', zip);
    await expect(other.getByText('与封面指纹一致')).toBeVisible();
  });
});

test('packing is stopped by a button, and what is not on this computer is named', async ({ page }) => {
  await go(page, '/evidence');
  await attach(page, 0, { name: '大.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(20_000_000, 'x') });
  await expect(page.locator('.files > li')).toHaveCount(1);
  await go(page, '/print');
  // Stopped before the first piece is read: then it is as large as it likes.
  await page.evaluate(() => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function (this: Blob) {
      if (this.size === 1024 * 1024) {
        await new Promise<void>((resolve) => { (window as unknown as { goOn: () => void }).goOn = resolve; });
        Blob.prototype.arrayBuffer = read;
      }
      return read.call(this);
    };
  });
  await page.getByRole('button', { name: '存为整套材料（ZIP）' }).click();
  await page.getByRole('button', { name: '取消打包' }).click();
  await page.waitForFunction(() => 'goOn' in window);
  await page.evaluate(() => (window as unknown as { goOn: () => void }).goOn());
  await expect(page.getByRole('alert')).toContainText('已取消');
  await expect(page.getByRole('button', { name: '存为整套材料（ZIP）' })).toBeVisible();

  await page.evaluate(() => new Promise<void>((resolve) => {
    const request = indexedDB.open('quality-award');
    request.onsuccess = () => {
      const cleared = request.result.transaction('files', 'readwrite').objectStore('files').clear();
      cleared.onsuccess = () => { request.result.close(); resolve(); };
    };
  }));
  await bundle(page);
  await expect(page.getByRole('alert')).toContainText('有 1 个文件不在这台电脑上');
  await expect(page.getByRole('alert')).toContainText('大.pdf');
  await go(page, '/evidence');
  await expect(page.locator('.files > li').first()).toContainText('不在这台电脑上');
});
