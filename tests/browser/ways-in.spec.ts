// The inputs of tests/ways-in through the screens: copied in a spreadsheet or in Word, pasted with Ctrl+V, looked over, taken.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { application, importAll, stored, storedUnder, type Dossier } from './dossier';
import { expect, pasteKey, saved, test, turn } from './support';

type Taken = [metric: string, year: number, field: string, value: string];

interface Grid { file: string; item: string; has: [name: string, unit: string][]; take: Taken[] }

interface Report { file: string; lines: Record<string, string>; keeps?: Record<string, string> }

const read = (name: string) => readFileSync(join(import.meta.dirname, '../ways-in', name), 'utf8');
const { grid: grids } = parse(read('expected.toml')) as unknown as { grid: Grid[] };
const { report: reports } = parse(read('reports.toml')) as unknown as { report: Report[] };

/** What the metrics of a dossier hold, in the same words as what is expected. */
function held(records: { json: string }[]): Taken[] {
  return records.flatMap(({ json }) => {
    const { fields, years = {}, lists = {} } = JSON.parse(json);
    const ofYears = Object.entries<Record<string, string>>(years).flatMap(([year, values]) => (
      Object.entries(values).map(([key, value]): Taken => [fields.name, +year, key === 'value' ? 'actual' : key, value])));
    const compared = (lists.comparisons ?? []).map((entry: { fields: Record<string, string> }): Taken => (
      [fields.name, +entry.fields.year, 'comparison', entry.fields.value]));
    return [...ofYears, ...compared];
  });
}

/** Sorted, and 98.50 the same as 98.5. */
const alike = (all: Taken[]) => all.map(([name, year, field, value]) => `${name} ${year} ${field} ${Number(value)}`).sort();

test.beforeEach(async ({ open, guard }) => {
  // The browser makes what it writes to the clipboard in the page, with the styles in it.
  guard.allow(/Applying inline style|policy: style-src/);
  await open('hosted');
});

for (const { file, item, has, take } of grids) {
  test(`copied in a spreadsheet: ${file}`, async ({ page }) => {
    const dossier: Dossier = {
      id: 'grid1', kind: 'application',
      metrics: has.map(([name, unit], at) => ({ id: `m${at}`, fields: { section: `${item}-a`, name, unit, direction: 'higher' } })),
    };
    await importAll(page, dossier);
    await turn(page, `/item/${item}`);
    if (has.length) {
      await page.getByRole('textbox', { name: `${has[0][0]} 2023 年`, exact: true }).focus();
    } else {
      await page.getByRole('button', { name: '粘贴表格' }).click();
      await expect(page.getByRole('textbox', { name: '把复制的表格粘贴到这里' })).toBeFocused();
    }
    await pasteKey(page, read(file), read(join('calc', file.replace('.txt', '.html'))));
    await page.getByRole('button', { name: `录入 ${take.length} 个数` }).click();
    await expect(page.locator('.toast')).toContainText(`已录入 ${take.length} 个数`);
    await saved(page);
    expect(alike(held(await storedUnder(page, dossier.id, 'metric/')))).toEqual(alike(take));
  });
}

/** Paragraphs as Word copies them. */
function word(text: string): string {
  const paragraph = (line: string) => `<p class=MsoNormal><span style='font-family:宋体'>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}<o:p></o:p></span></p>`;
  return `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15"></head>
<body lang=ZH-CN><!--StartFragment-->${text.split('\n').map(paragraph).join('\n')}<!--EndFragment--></body></html>`;
}

for (const { file, lines, keeps = {} } of reports) {
  test(`copied in Word: ${file}`, async ({ page }) => {
    const dossier: Dossier = { id: 'report1', kind: 'application', settings: application.settings };
    await importAll(page, dossier);
    await turn(page, '/bring');
    await page.getByLabel('报告全文').focus();
    await pasteKey(page, read(file), word(read(file)));
    await page.getByRole('button', { name: '分到各条目，先核对' }).click();
    await expect(page.getByRole('region', { name: '字数对得上' })).toBeVisible();
    await page.getByRole('button', { name: '录入', exact: true }).click();
    await expect(page.locator('.toast')).toContainText('已录入报告');
    await saved(page);
    const source = read(file).split('\n');
    // As a search compares: radicals are the ideographs they look like, and there are no spaces.
    const squeezed = (text: string) => text.normalize('NFKC').replace(/[\s\u200b-\u200f\u202a-\u202e]/gu, '').replaceAll('⻓', '长').replaceAll('⻔', '门');
    // What a place holds, what the drawer holds, and what is nowhere. A running head may be the title on the first page.
    const drawer = await stored(page, dossier.id, 'drawer');
    const waiting = Object.entries(lines).filter(([, to]) => ['front', 'nowhere'].includes(to));
    const waits = waiting.map(([number]) => squeezed(source[Number(number) - 1]));
    for (const [number, to] of Object.entries(lines)) {
      const line = keeps[number] ?? source[Number(number) - 1].trim();
      const [sign] = JSON.stringify(line).slice(1, -1).split(/[\t\\]/);
      if (['heading', 'contents', 'running'].includes(to)) {
        const there = waits.some((text) => text.includes(squeezed(line)));
        expect(squeezed(drawer).includes(squeezed(line)), `${number}: ${line}`).toBe(there);
      } else if (['front', 'nowhere'].includes(to)) {
        expect(squeezed(drawer), `${number}: ${line}`).toContain(squeezed(sign));
      } else {
        const there = await stored(page, dossier.id, to.startsWith('B') ? `profile/${to}` : `item/${to}`);
        expect(squeezed(there), `${number}: ${line}`).toContain(squeezed(sign));
      }
    }
  });
}
