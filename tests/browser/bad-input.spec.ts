// Files that are no package, and packages with values that cannot be used: what the app says of each, and that the open
// draft stays as it is. The native command is held against the same list.
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { application, importAll } from './dossier';
import { expect, test } from './support';

const FOLDER = join(import.meta.dirname, '../bad-input');

interface Case {
  file: string; refused?: string; flawed?: string[]; kept?: string[]; dropped?: string[]; readOnly?: boolean; replaced?: number;
}
const cases: Case[] = JSON.parse(readFileSync(join(FOLDER, 'expected.json'), 'utf8'));

/** What 导出备份 hands out. Chromium drops downloads beyond ten in a second: no person is that fast. */
async function exported(page: Page): Promise<Buffer> {
  await page.waitForTimeout(150);
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.getByRole('button', { name: '导出备份' }).click(),
  ]);
  return await readFile(await download.path());
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles({ name, mimeType: 'application/json', buffer });
}

/** Chooses a file of so many bytes of white space: from the disk, as Playwright hands over no buffer from 50 MB. */
async function chooseLarge(page: Page, name: string, bytes: number): Promise<void> {
  const path = test.info().outputPath(name);
  await writeFile(path, Buffer.alloc(bytes, ' '));
  await page.locator('input[type=file]').first().setInputFiles(path);
}

/** A file is refused with this sentence, and nothing else happens. */
async function refused(page: Page, name: string, buffer: Buffer, sentence: string | RegExp): Promise<void> {
  await choose(page, name, buffer);
  await says(page, name, sentence);
}

async function says(page: Page, name: string, sentence: string | RegExp): Promise<void> {
  const said = page.locator('.errors h2:visible');
  if (typeof sentence === 'string') await expect(said).toHaveText(`没有导入“${name}”：${sentence}。现在的内容没有变化。`);
  else await expect(said).toHaveText(sentence);
  await page.getByRole('button', { name: '知道了' }).click();
}

test('what cannot be opened is refused with its reason, and the draft stays as it is', async ({ page, open }) => {
  await open('hosted');
  await importAll(page, application);
  const before = await exported(page);
  for (const { file, refused: sentence } of cases) {
    if (!sentence) continue;
    await refused(page, file, await readFile(join(FOLDER, file)), sentence);
    expect((await exported(page)).equals(before), file).toBe(true);
  }
  await chooseLarge(page, '大.json', 60 * 1024 * 1024);
  await says(page, '大.json', '文件有 60 MB，超过 20 MB，请选用本工具导出的数据文件');
  await refused(page, '深.json', Buffer.from('['.repeat(200_000)), /括号套得太深/);
  expect((await exported(page)).equals(before)).toBe(true);
  await page.reload();
  expect((await exported(page)).equals(before)).toBe(true);
});

test('what opens keeps every value as typed, and says what it cannot keep', async ({ page, open }) => {
  page.on('dialog', (dialog) => dialog.accept());
  await open('hosted');
  for (const { file, refused: sentence, flawed = [], kept = [], dropped = [], readOnly = false, replaced = 0 } of cases) {
    if (sentence) continue;
    const bytes = await readFile(join(FOLDER, file));
    await choose(page, file, bytes);
    const said = page.locator('.errors, .toast').filter({ hasText: `已导入“${file}”` });
    // Many of the files are of one dossier: the one before gives way.
    const replace = page.getByRole('button', { name: '用文件替换本机的' });
    await expect(said.or(replace)).toBeVisible();
    if (await replace.isVisible()) await replace.click();
    await expect(said).toBeVisible();
    for (const place of dropped) await expect(said).toContainText(place);
    if (replaced) await expect(said).toContainText(`有 ${replaced} 处半个字符无法保留`);
    if (kept.length) await expect(said).toContainText(`有 ${kept.length} 处内容本版本无法识别，已原样保留`);
    if (readOnly) await expect(said).toContainText('供查看和复制');
    await said.getByRole('button').last().click();

    const written = JSON.parse((await exported(page)).toString());
    const typed = JSON.parse(new TextDecoder().decode(bytes).toWellFormed());
    for (const place of flawed) expect(at(written, place), `${file} ${place}`).toBe(at(typed, place).toWellFormed());
    for (const place of kept) expect(at(written, place), `${file} ${place}`).toEqual(at(typed, place));
    // A copy to read is a dossier of its own: it replaces nothing.
    expect(written.id === typed.id, file).toBe(!readOnly);
    if (!kept.length) continue;
    await page.evaluate(() => { location.hash = '#/dossiers'; });
    await expect(page.getByRole('heading', { name: '本版本无法识别、原样保留的内容' })).toBeVisible();
    await expect(page.locator('[aria-labelledby=unplaced] .field')).toHaveCount(kept.length);
  }
});

/** The value at a place such as `walk.ranking[r1].year`; ids and slots have dots of their own. */
function at(value: any, place: string): any {
  if (typeof value === 'string' || !place) return value;
  const [, list, rest] = place.match(/^\[([^\]]+)\]\.?(.*)$/) ?? [];
  if (list) return at(value.find(({ id }: any) => id === list) ?? value[Number(list)], rest);
  const key = Object.keys(value).filter((name) => place === name || /^[.[]/.test(place.slice(name.length)) && place.startsWith(name))
    .sort((one, two) => two.length - one.length)[0];
  return at(value[key], place.slice(key.length).replace(/^\./, ''));
}
