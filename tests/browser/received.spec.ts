// 收到的材料: the secretariat's afternoon.
import { execFileSync } from 'node:child_process';
import { readFile, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { application, packageFile } from './dossier';
import { COMMAND } from './native';
import { axeClean, expect, go, started, test, widths } from './support';

const ROOT = join(import.meta.dirname, '../..');

interface Given { name: string; mimeType: string; buffer: Buffer }

const sample = async (name: string) => JSON.parse(await readFile(join(ROOT, `tests/samples/${name}.json`), 'utf8'));
const given = (name: string, content: string): Given => ({ name, mimeType: 'application/json', buffer: Buffer.from(content) });

/** 27 packages that differ, two of them the same, and three files that are none. */
async function thirty(): Promise<Given[]> {
  const [strong, weak] = [await sample('strong'), await sample('weak')];
  const files = [given('原样.json', JSON.stringify(strong))];
  for (let at = 1; at <= 25; at += 1) {
    const dossier = structuredClone(at % 2 ? strong : weak);
    dossier.id = `received-${at}`;
    dossier.form.fields['ff-org-name'] = `示例单位${String(at).padStart(2, '0')}（虚构）`;
    if (at % 5 === 0) delete dossier.fingerprint;
    files.push(given(`材料${at}.json`, JSON.stringify(dossier)));
  }
  files.push(given('又一份.json', JSON.stringify(strong)));
  files.push(given('空的.json', ''), given('不是.json', '[1]'), { name: '照片.zip', mimeType: 'application/zip', buffer: Buffer.from('PK\x03\x04没有') });
  return files;
}

const input = (page: Page) => page.locator('input[type=file][aria-label=打开收到的材料]');
const rows = (page: Page) => page.locator('.batch tbody tr');

async function open(page: Page, files: Given[]): Promise<void> {
  await page.clock.setFixedTime(new Date('2027-04-06T09:00:00'));
  await page.reload();
  await started(page);
  await input(page).setInputFiles(files);
  await expect(rows(page)).toHaveCount(files.length, { timeout: 90_000 });
  await expect(page.getByText('也可以把几十份一起拖到这里')).toBeVisible();
}

test('thirty packages become a table that is right, sorted, narrowed and saved', async ({ page, open: begin }) => {
  test.setTimeout(180_000);
  await begin('hosted', '/received');
  const files = await thirty();
  await open(page, files);
  await expect(rows(page).filter({ hasText: '没有打开' })).toHaveCount(3);
  await expect(rows(page).nth(26)).toContainText('和“原样.json”完全一样');
  await expect(rows(page).nth(0)).toContainText('一致');
  await expect(rows(page).nth(1)).toContainText('不一致');
  await expect(rows(page).nth(5)).toContainText('文件里没有');

  // As the native command says, row by row.
  const folder = await mkdtemp(join(tmpdir(), 'received-'));
  for (const { name, buffer } of files) await writeFile(join(folder, name), buffer);
  const run = (): string => {
    try {
      return execFileSync(COMMAND, ['check', '--csv', '--today', '2027-04-06', folder], { encoding: 'utf8' });
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  };
  const native = new Map(run().trim().split('\r\n').slice(1).map((line) => {
    const cells = line.split(',');
    return [cells[0]!.split('/').pop()!, cells.slice(1)];
  }));
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '存为表格' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^收到的材料-2027-04-06\.xlsx$/);
  const saved = sheet(await readFile(await download.path()));
  expect(saved).toHaveLength(31);
  for (const [file, ...cells] of saved.slice(1)) {
    expect(cells.join('|'), file).toBe(native.get(file!)!.join('|'));
  }

  const points = page.getByRole('columnheader', { name: '自评得分' });
  await points.getByRole('button').click();
  await expect(points).toHaveAttribute('aria-sort', 'ascending');
  await points.getByRole('button').click();
  await expect(points).toHaveAttribute('aria-sort', 'descending');
  await expect(rows(page).first().locator('[data-of=自评得分]')).toContainText('752');
  await page.getByLabel('单位或文件名').fill('示例单位07');
  await expect(rows(page)).toHaveCount(1);
  await page.getByLabel('单位或文件名').fill('');
  await page.getByLabel('封面指纹', { exact: true }).selectOption('文件里没有');
  await expect(rows(page)).toHaveCount(5);
  // Nothing of it is kept.
  await page.reload();
  await started(page);
  await expect(rows(page)).toHaveCount(0);
  await go(page, '/');
  await expect(page.getByText('示例单位')).toHaveCount(0);
});

test('one is read, two are compared, and a planted change is all that is listed', async ({ page, open: begin }) => {
  await begin('hosted', '/received');
  const strong = await sample('strong');
  const other = structuredClone(strong);
  other.items[0].sections[Object.keys(other.items[0].sections)[0]!] += '后来加的一句。';
  await open(page, [given('甲.json', JSON.stringify(strong)), given('乙.json', JSON.stringify(other))]);
  await rows(page).first().getByRole('button').click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('heading', { name: '和文件里写的封面指纹一致' })).toBeVisible();
  await expect(page.locator('.book')).toContainText('自我评价报告');
  await page.getByRole('button', { name: '返回收到的材料' }).click();
  await page.getByRole('checkbox', { name: '选中' }).nth(0).check();
  await page.getByRole('checkbox', { name: '选中' }).nth(1).check();
  await page.getByRole('button', { name: '比较选中的两份' }).click();
  await expect(page.getByRole('heading', { name: '不一样的地方（1 处）' })).toBeVisible();
  await expect(page.locator('#changes').locator('xpath=..').locator('ins')).toContainText('后来加的一句。');
  await expect(page.locator('#changes').locator('xpath=..').locator('del')).toHaveCount(0);
});

for (const width of widths) {
  test(`the list, one and two are accessible and not too wide at ${width} px`, async ({ page, open: begin }) => {
    await page.setViewportSize({ width, height: 800 });
    await begin('hosted', '/received');
    await open(page, [packageFile(application, '甲.json'), packageFile({ ...application, id: 'other', profile: { 'B.2.2': '另写的一栏。' } }, '乙.json'), given('坏.json', '{')]);
    const sound = async () => {
      await axeClean(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    };
    await sound();
    await page.getByRole('checkbox', { name: '选中' }).nth(0).check();
    await page.getByRole('checkbox', { name: '选中' }).nth(1).check();
    await page.getByRole('button', { name: '比较选中的两份' }).click();
    await sound();
    await page.getByRole('button', { name: '返回收到的材料' }).click();
    await rows(page).nth(1).getByRole('button').click();
    await sound();
  });
}

/** The texts of a workbook's first sheet, row by row. */
function sheet(xlsx: Buffer): string[][] {
  const parts = unzipSync(xlsx);
  const read = (xml: string) => xml.replaceAll(/&(lt|gt|amp|quot|apos);/g, (_, of: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" })[of]!);
  const strings = [...strFromU8(parts['xl/sharedStrings.xml']!).matchAll(/<si>(.*?)<\/si>/gs)].map(([, si]) => read([...si!.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, t]) => t).join('')));
  const column = (name: string) => [...name].reduce((at, letter) => at * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return [...strFromU8(parts['xl/worksheets/sheet1.xml']!).matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => {
    const cells: string[] = Array.from({ length: 17 }, () => '');
    for (const [, name, kind, value] of row!.matchAll(/<c r="([A-Z]+)\d+"[^>]*?(?: t="(\w+)")?>(?:<v>(.*?)<\/v>)?/gs)) {
      cells[column(name!)] = kind === 's' ? strings[Number(value)]! : value ?? '';
    }
    return cells;
  });
}
