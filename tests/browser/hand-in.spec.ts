// 递交: whether there is time, the checklist, the papers, and the files that are handed in.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { application, importAll } from './dossier';
import { COMMAND } from './native';
import { expect, go, printAll, saved, test } from './support';

/** What a button hands out. */
async function file(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const closing = (page: Page) => page.getByRole('textbox', { name: '受理截止日期' });

test.beforeEach(async ({ page, open }) => {
  await page.clock.setFixedTime(new Date('2027-04-06T09:00:00'));
  await open('hosted');
  await importAll(page, application);
  await go(page, '/hand-in');
});

test('the closing day of the notice tells whether there is time, and every last day before it', async ({ page }) => {
  await expect(page.getByRole('heading', { level: 2, name: '来不来得及' })).toBeVisible();
  await expect(page.locator('.back')).toHaveCount(0);
  await closing(page).fill('2027-04-08');
  await expect(page.locator('#time')).not.toContainText('要先知道');
  await closing(page).fill('2027-05');
  await expect(page.locator('#time')).toContainText('要先知道');
  await closing(page).fill('2027年5月20日');
  await expect(page.locator('.back li')).toHaveCount(8);
  await expect(page.locator('.back .end time')).toHaveText('2027-05-20');
  await expect(page.locator('.back')).toContainText('2027-04-06');
  const { name, bytes } = await file(page, '存为日历文件');
  expect(name).toMatch(/递交日程-2027-04-06\.ics$/);
  expect(bytes.toString().match(/BEGIN:VEVENT/g)).toHaveLength(7);
  expect(bytes.toString()).toContain('DTSTART;VALUE=DATE:20270520');
  await go(page, '/');
  await expect(page.getByRole('region', { name: '接下来' }).getByRole('listitem')).toHaveCount(3);
});

test('a line is ticked off, stays so, and leaves the fingerprint as it was printed', async ({ page }) => {
  const line = page.getByRole('checkbox', { name: '法定代表人审定' });
  await go(page, '/print');
  const before = await page.locator('.hash').textContent();
  await go(page, '/hand-in');
  await line.check();
  await expect(line.locator('xpath=..')).toContainText('已做');
  await saved(page);
  await page.reload();
  await expect(line).toBeChecked();
  await go(page, '/print');
  expect(await page.locator('.hash').textContent()).toBe(before);
});

test('a notice that is stored as a file fills in another dossier, and names what it does not know', async ({ page }) => {
  await closing(page).fill('2027-05-20');
  await page.getByLabel('由谁送').selectOption('由本单位送');
  const { name, bytes } = await file(page, '存为文件');
  expect(name).toContain('当届通知');
  const content = JSON.parse(bytes.toString());
  expect(content.fields).toEqual({ closing: '2027-05-20', sender: 'applicant' });
  const input = page.locator('section[aria-labelledby=round] input[type=file]');
  const put = (text: string) => input.setInputFiles({ name: '通知.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await put(JSON.stringify({ ...content, fields: { closing: '2027-06-01', colour: 'red' } }));
  await expect(page.getByRole('alert')).toContainText('没有录入“colour”');
  await expect(closing(page)).toHaveValue('2027-06-01');
  await put('{"format":"quality-award-package"}');
  await expect(page.getByRole('alert')).toContainText('这不是当届通知的文件');
  await expect(closing(page)).toHaveValue('2027-06-01');
});

test('what is written for one paper stands in the others, and each is a Word file of its own', async ({ page }) => {
  await go(page, '/paper/tpl-internal-notice');
  const channel = page.getByLabel('公示方式');
  await channel.fill('公告栏、内网');
  await expect(page.locator('.book')).toContainText('公示方式：公告栏、内网');
  await go(page, '/paper/tpl-notice-result');
  await expect(page.locator('.book')).toContainText('以公告栏、内网的方式');
  await expect(page.locator('.book')).toContainText('异议登记表');
  const { name, bytes } = await file(page, '存为 Word');
  expect(name).toMatch(/公示结果说明-2027-04-06\.docx$/);
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
});

test('a day that is none leads from the review to its paper', async ({ page }) => {
  await go(page, '/paper/tpl-internal-notice');
  const day = page.getByLabel('发布日期');
  await day.fill('2027-02-30');
  await saved(page);
  await go(page, '/review');
  await page.getByText('填写的内容暂不能用').first().click();
  await page.getByRole('listitem').filter({ hasText: '发布日期' }).last().getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('内部公示');
  await expect(day).toBeFocused();
});

test('the parts that are chosen are what is printed', async ({ page }) => {
  await go(page, '/print');
  const chapters = page.locator('.book > section > h2');
  const internal = ['资格结论', '自评评分表', '逐项回答', '待确认'];
  await expect(chapters.filter({ hasText: '自我评价报告' })).toHaveCount(1);
  for (const title of internal) await expect(chapters.filter({ hasText: title })).toHaveCount(0);
  await page.getByRole('radio', { name: '仅申报表' }).check();
  await expect(chapters).toHaveText(['申报表']);
  await page.getByText('自己选部分').click();
  await page.getByRole('checkbox', { name: '评分表' }).check();
  await expect(chapters).toHaveText([/申报表/, /评分表/]);
  for (const part of ['申报表', '评分表']) await page.getByRole('checkbox', { name: part, exact: true }).uncheck();
  await expect(page.getByText('一个部分也没有选')).toBeVisible();
  await printAll(page);
  for (const title of ['资格结论', '评分表']) await expect(chapters.filter({ hasText: title })).toHaveCount(1);
});

test('Word and spreadsheet are byte for byte those of the native command', async ({ page }, testInfo) => {
  await go(page, '/print');
  const path = testInfo.outputPath('dossier.json');
  await writeFile(path, (await file(page, '导出数据文件')).bytes);
  const native = (to: string) => {
    const out = testInfo.outputPath(`native.${to}`);
    execFileSync(COMMAND, ['render', path, '--to', to, '--today', '2027-04-06', '--out', out]);
    return readFile(out);
  };
  const word = await file(page, '存为 Word');
  expect(word.name).toMatch(/整套申报材料-2027-04-06\.docx$/);
  expect(word.bytes.equals(await native('docx'))).toBe(true);
  const book = await file(page, '指标和数据存为表格');
  expect(book.bytes.equals(await native('xlsx'))).toBe(true);
});
