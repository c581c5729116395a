// 导入表格: a sheet of all result items taken in at once, looked over and corrected before, and back in one step.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { application, importAll, stored, type Dossier } from './dossier';
import { axeClean, editions, expect, go, kept, pasteKey, test, widths } from './support';

const file = (name: string) => join(import.meta.dirname, 'tables', name);

const metric = (id: string, section: string, name: string, unit: string, library = '') => (
  { id, fields: { section, name, unit, direction: 'higher', ...(library && { library }) } });

/** Three metrics that the sheet has, one of them with a value, and one that it has not. */
const dossier: Dossier = {
  ...application,
  id: 'tables1',
  metrics: [
    { ...metric('m1', '4.7.3-a', '顾客满意度', '分'), years: { 2025: { value: '89.5' } } },
    metric('m2', '4.7.4-a', '主营业务收入', '万元'),
    metric('m3', '4.7.6-a', '示例窑炉能耗', '千克'),
  ],
};

const cell = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const sums = (page: Page) => page.getByRole('list', { name: '将要做什么' });
/** What the sheet holds is said to be taken, asked about or left out, and the tiles and panels say the same. */
async function adds(page: Page): Promise<void> {
  const said = await page.getByText(/^表里有数的 \d+ 格/).textContent();
  const [all, taken, asked, out] = [...said!.matchAll(/\d+/g)].map(([count]) => Number(count));
  expect(taken! + asked! + out!).toBe(all);
  await expect(take(page)).toHaveText(`录入 ${taken} 个数`);
  await expect(sums(page)).toContainText(`${asked} 个数待您决定`);
  await expect(page.getByRole('heading', { name: `待您决定（${asked} 个数）` })).toBeVisible();
  await expect(page.getByRole('heading', { name: `不录入的（${out} 个数）` })).toBeVisible();
}
const take = (page: Page) => page.getByRole('button', { name: /^录入 \d+ 个数$/ });
const looked = (page: Page) => expect(page.getByRole('heading', { level: 1, name: '核对后录入' })).toBeFocused();

test.beforeEach(async ({ page, open }) => {
  await open('hosted');
  await importAll(page, dossier);
});

test('one paste of 25 indicators goes to its six items, nothing is doubled, and one 撤销 takes all of it back', async ({ page, guard }) => {
  // The browser makes what it writes to the clipboard in the page, with the styles in it.
  guard.allow(/Applying inline style|policy: style-src/);
  await go(page, '/metrics');
  await cell(page, '顾客满意度 2025 年').focus();
  await pasteKey(page, '示例前言一段。\n条目\t指标名称\n', readFileSync(file('six-items.html'), 'utf8'));
  await looked(page);
  await expect(page.getByText('一起复制的还有 1 段文字，不在表格里，没有录入：')).toBeVisible();
  await expect(sums(page)).toContainText('将录入到 25 个指标（2 个已有，23 个新增）');
  await adds(page);
  // Two figures in one cell; others of a year that is not told.
  const decide = page.getByRole('region', { name: /^待您决定/ });
  await expect(decide).toContainText('应收账款周转天数，2024 年：原文“105.8（调整前 108.2）”');
  await expect(page.getByRole('region', { name: '不录入的' })).toContainText('研发投入强度：同行平均“第3位”');
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await axeClean(page);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await take(page).click();
  await expect(page.locator('.toast')).toContainText(/已录入 \d+ 个数，新增 23 个指标。/);
  await expect(page.getByRole('heading', { level: 1, name: '全部指标' })).toBeVisible();
  for (const [item, count] of [['4.7.2', 4], ['4.7.3', 4], ['4.7.4', 5], ['4.7.5', 5], ['4.7.6', 5], ['4.7.7', 3]]) {
    await expect(page.getByRole('list', { name: '按条目看' })).toContainText(new RegExp(`${item} \\S+ ${count}`));
  }
  await expect(cell(page, '主营业务收入 2024 年')).toHaveValue('26850');
  await expect(cell(page, '顾客满意度 2025 年')).toHaveValue('89.6');
  await page.locator('.toast').getByRole('button', { name: '撤销' }).click();
  await expect(page.getByRole('list', { name: '按条目看' })).toContainText('全部 3');
  await expect(cell(page, '顾客满意度 2025 年')).toHaveValue('89.5');
});

test('head, columns, rows and cells are corrected by keyboard before anything is taken', async ({ page }) => {
  await go(page, '/metrics');
  await cell(page, '顾客满意度 2025 年').focus();
  await pasteKey(page, ['示例汇总\t\t\t\t', '指标\t单位\t2024年\t2025年\t外部水平', '顾客满意度\t分\t88\t90\t85',
    '示例新指标\t件\t3\t5.8（调整前 6.2）\t', '窑炉能耗\t千克\t7\t6\t8'].join('\n'));
  await looked(page);
  await expect(page.getByText('表头（第 2 行）写着：指标、单位、2024年、2025年、外部水平')).toBeVisible();
  await expect(page.getByRole('region', { name: /^待您决定/ })).toContainText('窑炉能耗：2024 年 7；2025 年 6；单位 千克');
  // A row that no metric is called, and one that is none: decided where they are asked about.
  const row = (name: string) => page.getByRole('combobox', { name: `“${name}”这一行的去处`, exact: true });
  await row('示例新指标').focus();
  await row('示例新指标').selectOption({ label: '新增到 4.7.5 人力资源' });
  // The other row by its own list, from the keyboard.
  const change = page.getByRole('button', { name: /^改去处：窑炉能耗，现在是/ });
  await change.focus();
  await page.keyboard.press('Enter');
  const list = page.locator('.incells').getByRole('combobox', { name: '“窑炉能耗”这一行的去处' });
  await expect(list).toBeFocused();
  await list.selectOption({ label: '已有：示例窑炉能耗' });
  // A column that says nothing a program could know.
  await page.getByRole('combobox', { name: 'E 列“外部水平”是' }).selectOption({ label: '对比值' });
  // Two figures in one cell.
  await page.getByRole('combobox', { name: '示例新指标，2025 年怎样录入' }).selectOption('take 5.8');
  await expect(take(page)).toHaveText('录入 6 个数');
  // Comparisons of no year, each on its own or all at once.
  await expect(page.getByRole('region', { name: /^待您决定/ })).toContainText('顾客满意度，外部水平：原文“85”');
  // The head can be told, and taken back.
  await page.getByLabel('表头在').selectOption({ label: '第 1 行：示例汇总' });
  await expect(page.getByRole('alert')).toContainText('表里有数的 8 格都没有录入。');
  await expect(page.getByText('没有可以录入的数。')).toBeVisible();
  await page.getByLabel('表头在').selectOption({ label: '第 2 行：指标、单位、2024年、2025年、…' });
  await expect(sums(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '取消' }).focus();
  await page.keyboard.press('Enter');
  await expect(cell(page, '顾客满意度 2025 年')).toBeFocused();
  expect(await stored(page, 'tables1', 'metric/m1')).not.toContain('2024');
});

/** Drops a file as a file manager does. */
async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(([name, base64]) => {
    const content = Uint8Array.from(atob(base64!), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], name!));
    return transfer;
  }, [name, bytes.toString('base64')]);
  await page.locator('.drop').first().dispatchEvent('dragover', { dataTransfer: transfer });
  await page.locator('.drop').first().dispatchEvent('drop', { dataTransfer: transfer });
}

const chosen = (page: Page) => page.locator('.drop input[type=file]').first();

for (const edition of editions) {
  test(`${edition}: a workbook opens by button and by dropping, and what cannot be read says why`, async ({ page, open, context }) => {
    if (edition === 'single') {
      await open('single');
      await importAll(page, dossier);
    } else {
      // Read when a file is opened and not before; kept, so that it is there without a network.
      await kept(page);
      await context.setOffline(true);
    }
    await go(page, '/table');
    await chosen(page).setInputFiles(file('six-items.xlsx'));
    await looked(page);
    const sheet = page.getByLabel('工作表');
    await expect(sheet.locator('option')).toHaveText([/^封面（1 行，1 列）/, /^年度指标（29 行，8 列）/, /^底稿（1 行，1 列，隐藏的）/]);
    await expect(page.getByRole('alert')).toContainText('没有识别出表头');
    await sheet.selectOption({ label: '年度指标（29 行，8 列）' });
    await expect(sums(page)).toContainText('将录入到 25 个指标');
    await page.getByRole('button', { name: '换一个表格' }).click();
    await drop(page, '示例.xlsx', readFileSync(file('six-items.xlsx')));
    await looked(page);
    await page.getByRole('link', { name: '返回，不录入' }).click();
    // Both at once would be no way at all: one is on this page already.
    await expect(page.getByRole('heading', { level: 1 })).not.toContainText('导入表格');
    await go(page, '/table');
    await page.getByRole('button', { name: '换一个表格' }).click();
    for (const [name, bytes, why] of [
      ['示例.xlsx', Buffer.from('PK\x03\x04 broken'), '没有打开“示例.xlsx”。文件打不开，可能已经损坏'],
      ['示例.pdf', Buffer.from('%PDF-1.7'), '这是 PDF 文件'],
      ['空.csv', Buffer.alloc(0), '文件是空的'],
    ] as const) {
      await chosen(page).setInputFiles({ name, mimeType: '', buffer: bytes });
      await expect(page.getByRole('alert')).toContainText(why);
      await page.getByRole('button', { name: '知道了' }).click();
    }
  });
}

test('主要指标 of the form and a register take a table through the same page', async ({ page }) => {
  await go(page, '/form');
  await page.locator('#figures-table input').first().focus();
  await pasteKey(page, '单位：元\n项目\t2023年\t2024年\t2025年\t2025年目标\n主营业务收入\t180000000\t186000000\t201000000\t9\n示例没有这一栏\t1\t2\t3\t\n');
  await looked(page);
  await expect(page.getByRole('region', { name: '不录入的' })).toContainText('“示例没有这一栏”这一行：申报表没有这一栏');
  await axeClean(page);
  await page.getByRole('button', { name: '录入 3 个数' }).click();
  await expect(page.getByRole('textbox', { name: '主营业务收入 2024 年' })).toHaveValue('18600');
  await page.locator('.toast').getByRole('button', { name: '撤销' }).click();
  await expect(page.getByRole('textbox', { name: '主营业务收入 2024 年' })).not.toHaveValue('18600');

  await page.getByRole('link', { name: '从表格导入：证照' }).or(page.locator('a[href="#/table/licences"]')).first().click();
  await expect(page.getByRole('heading', { level: 1, name: '导入表格' })).toBeFocused();
  await page.getByLabel('把复制的表格粘贴到这里').focus();
  await pasteKey(page, '序号\t证照名称\t证书编号\t有效期至\t保管\n1\t示例许可证\tSL-001\t2028-12-31\t示例甲\n2\t示例许可证\tSL-001\t\t\n3\t示例资质\tSL-002\t长期\t\n');
  await looked(page);
  await expect(sums(page)).toContainText('2 条');
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await axeClean(page);
  }
  await page.getByLabel('登记第 4 行').uncheck();
  await page.getByRole('combobox', { name: 'E 列“保管”是' }).focus();
  await page.getByRole('button', { name: '登记 1 条' }).press('Enter');
  await expect(page.locator('.toast')).toContainText('已登记 1 条。');
  await expect.poll(() => stored(page, 'tables1', 'register/licences')).toContain('SL-001');
});

test('of 2,000 rows and 60 columns a part is drawn, without long lists, and more on request', async ({ page }) => {
  test.setTimeout(120_000);
  await go(page, '/table');
  const years = Array.from({ length: 59 }, (_, at) => 1967 + at);
  const rows = Array.from({ length: 1999 }, (_, at) => [`示例指标${at}`, ...years.map((year) => `${year + at}.5`)]);
  const text = [['指标', ...years], ...rows].map((row) => row.join('\t')).join('\n');
  await page.getByLabel('把复制的表格粘贴到这里').evaluate((field: HTMLTextAreaElement, text) => { field.value = text; }, text);
  const spent = await page.evaluate(async () => {
    const began = performance.now();
    [...document.querySelectorAll('button')].find((button) => button.textContent === '核对去处')!.click();
    while (!document.querySelector('.incells')) await new Promise((resolve) => setTimeout(resolve, 5));
    return performance.now() - began;
  });
  test.info().annotations.push({ type: 'preview after', description: `${Math.round(spent)} ms` });
  expect(await page.locator('option').count()).toBeLessThan(12_000);
  await expect(page.locator('.incells tbody tr')).toHaveCount(40);
  await page.getByRole('button', { name: '再显示 200 行（还有 1959 行）' }).click();
  await expect(page.locator('.incells tbody tr')).toHaveCount(240);
});
