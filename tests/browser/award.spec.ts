// 获奖后: winners of four kinds, each from the start page on: one who won on paper, one in the third year, one whose award
// was revoked, one who may apply again.
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ICAL from 'ical.js';
import type { Page } from '@playwright/test';
import { annual, application, importAll, stored, type Dossier } from './dossier';
import { COMMAND } from './native';
import { axeClean, expect, go, saved, test, turn, widths } from './support';

const spent = (id: string, date: string, use: string, amount: string, voucher = 'J-1') => ({
  id, fields: { date, text: `示例支出 ${id}`, amount, voucher }, refs: use ? { use: [use] } : {},
});

/** In the third year, with an account in which one entry fits no use. */
const third: Dossier = {
  ...annual,
  id: 'third1',
  annual: { awarded: '2025-06-18', year: '2027', award: { certificate: '示例 2025-01', money: '100,000', money_date: '2025-07-01' } },
  registers: {
    prize: [
      spent('p1', '2025-09-10', 'use-training', '18,600.50'),
      spent('p2', '2026-03-15', 'use-sharing', '6450'),
      spent('p3', '2026-10-20', '', '3000'),
    ],
    publicity: [
      { id: 'w1', fields: { where: '官网', text: '2025年巩义市市长质量奖' } },
      { id: 'w2', fields: { where: '展板', text: '荣获第二届市长质量奖' } },
    ],
  },
};

const revoked: Dossier = {
  ...annual,
  id: 'revoked1',
  annual: { awarded: '2025-06-18', year: '2026' },
  registers: { award_events: [{ id: 'e1', fields: { date: '2026-08-01', text: '示例事故' }, refs: { reason: ['25-2'] } }] },
};

async function openOn(page: Page, open: (edition: 'hosted') => Promise<unknown>, day: string, dossier: Dossier) {
  await page.clock.setFixedTime(new Date(`${day}T09:00:00`));
  await open('hosted');
  await importAll(page, dossier);
  await page.getByRole('link', { name: '获奖后要做的事' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('获奖后');
}

const region = (page: Page, name: string | RegExp) => page.getByRole('region', { name });

async function calendarFile(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.getByRole('button', { name: '存为日历文件' }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

test('who won on paper puts down the award, and a day to come is told at its field', async ({ page, open }) => {
  await openOn(page, open, '2026-11-15', { ...annual, id: 'paper1', annual: {} });
  await expect(region(page, '填写获奖日期')).toBeVisible();
  const awarded = page.getByRole('textbox', { name: '获奖日期' });
  await awarded.fill('2026-11-16');
  await page.getByLabel('证书编号').focus();
  await expect(page.getByText('这一天还没有到，请核对')).toBeVisible();
  await expect(page.locator('.checks')).toHaveCount(0);
  await awarded.fill('2024年2月29日');
  await expect(region(page, '奖项在有效期内')).toContainText('2028-02-28');
  await page.getByLabel('收到的奖金').fill('-5');
  await page.getByLabel('证书编号').fill('示例 2024-03');
  await expect(page.getByText('金额不能是负数')).toBeVisible();
  await page.getByLabel('收到的奖金').fill('100000');
  const prize = region(page, '奖金使用台账');
  await expect(prize).toContainText('余额100,000.00 元');
  await prize.getByRole('button', { name: '记一笔' }).click();
  await page.getByLabel('支出日期').fill('2025-03-01');
  await page.getByLabel('用途').selectOption('质量攻关');
  await page.getByLabel('摘要').fill('示例攻关');
  await page.getByLabel('金额（元）').fill('100000000000');
  await page.getByLabel('凭证号').fill('J-7');
  await expect(page.getByText('金额有 12 位以上')).toBeVisible();
  await expect(prize).toContainText('余额100,000.00 元');
  await page.getByLabel('金额（元）').fill('100000.01');
  await expect(prize).toContainText('支出合计超过收到的奖金 0.01 元');
  await saved(page);
  expect(JSON.parse(await stored(page, 'paper1', 'annual')).award).toEqual({ certificate: '示例 2024-03', money: '100000' });
  await page.reload();
  await expect(page.getByLabel('证书编号')).toHaveValue('示例 2024-03');
});

test('in the third year: what is overdue, the account, the wording, and the statement on paper', async ({ page, open }) => {
  await openOn(page, open, '2027-03-01', third);
  const duties = region(page, '每年要做的事');
  await duties.getByText('2025 年（第 1 年）').scrollIntoViewIfNeeded();
  const report = duties.getByRole('checkbox', { name: /^有效期内每年自评\s*（2026 年）/ });
  const line = report.locator('xpath=..');
  await expect(line).toContainText('逾期');
  const own = line.getByLabel('自己的日期');
  await own.fill('2027-03-31');
  await expect(line).toContainText('2027-03-31 前，自己定的');
  await expect(line).toContainText('快到了');
  await own.fill('2029-01-01');
  await expect(line).toContainText('日期应在 2026 年或者 2027 年');
  await own.fill('2027-03-31');
  await report.check();
  await expect(line).toContainText('已做');

  const prize = region(page, '奖金使用台账');
  await expect(prize).toContainText('余额71,949.50 元');
  await expect(prize).toContainText('待说明3,000.00 元');
  await expect(prize).toContainText('不得挪作他用');
  await expect(prize.getByRole('row', { name: '2026 年' })).toContainText('9,450.00');

  const wording = region(page, '宣传用语').getByRole('list', { name: '用语检查' }).getByRole('listitem');
  await expect(wording.nth(0)).toContainText('标明了');
  await expect(wording.nth(1)).toContainText('没有标明获奖时间');

  await go(page, '/print');
  await page.getByRole('radio', { name: '奖金使用台账和登记' }).check();
  const book = page.locator('.book');
  await expect(book.locator('> section > h2, section > h2')).toHaveText(['获奖后的台账和登记']);
  await expect(book).toContainText('71,949.50');
  await expect(book).toContainText('第 3 笔：没有选用途');
  await go(page, '/');
  await expect(region(page, /^逾期没做的/)).toContainText('持续实施先进质量管理方法（2025 年）');
});

test('the calendar file is understood by another program, and brings the same days twice', async ({ page, open }) => {
  await openOn(page, open, '2027-03-01', third);
  const read = (text: string) => {
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    return events.map((event) => new ICAL.Event(event)).map((event) => `${event.uid} ${event.startDate} ${event.summary}`);
  };
  const first = read(await calendarFile(page));
  expect(first).toHaveLength(26);
  expect(new Set(first.map((line) => line.split(' ')[0])).size).toBe(26);
  expect(first.some((line) => line.includes('2029-06-17 获奖有效期最后一天'))).toBe(true);
  expect(read(await calendarFile(page))).toEqual(first);
  // Another day: the same id.
  const due = region(page, '每年要做的事').getByLabel('自己的日期：有效期内每年自评（2027 年）');
  await due.fill('2027-10-31');
  const later = read(await calendarFile(page));
  const uid = (lines: string[]) => lines.find((line) => line.includes('有效期内每年自评（2027 年）'))!.split(' ');
  expect(uid(later)[0]).toBe(uid(first)[0]);
  expect([uid(first)[1], uid(later)[1]]).toEqual(['2027-12-31', '2027-10-31']);
});

test('a revocation: what it means, until when one is banned, which rounds it costs', async ({ page, open }) => {
  await openOn(page, open, '2027-01-15', revoked);
  const events = region(page, '重大事项和再次申报');
  await expect(events).toContainText('没有撤销');
  await expect(events).toContainText('2029-06-18 起可以再次申请');
  const decided = page.getByLabel('撤销决定日期');
  await decided.fill('2025-06-17');
  await expect(events).toContainText('撤销决定日期早于获奖日期');
  await decided.fill('2026-12-01');
  await expect(region(page, '称号已于 2026-12-01 撤销')).toContainText('2030-12-01');
  for (const said of ['追缴奖金', '2030-12-01 起可以申报', '有效期原到 2029-06-17', '错过 2 届：2027 年、2029 年', '下一届可能在 2031 年']) {
    await expect(events).toContainText(said);
  }
  await expect(region(page, '每年要做的事')).not.toContainText('2027 年（第 3 年）');
});

test('one whose years are over may apply again, and is told how it stands with the wording', async ({ page, open }) => {
  await openOn(page, open, '2029-06-18', third);
  await expect(region(page, '有效期已满，可以再次申请')).toContainText('2029-06-18');
  const events = region(page, '重大事项和再次申报');
  await expect(events).toContainText('不授予奖金，不占名额');
  await expect(events).toContainText('下一届可能在 2029 年');
  await expect(region(page, '宣传用语')).toContainText('有效期已于 2029-06-17 满');
});

for (const width of widths) {
  test(`with everything put down it is accessible and no wider than the screen at ${width} px`, async ({ page, open }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.clock.setFixedTime(new Date('2027-03-01T09:00:00'));
    await open('hosted');
    await importAll(page, { ...third, registers: { ...third.registers, ...revoked.registers } });
    await turn(page, '/award');
    await page.evaluate(() => document.querySelectorAll('details').forEach((it) => { if (!it.closest('nav')) it.open = true; }));
    await axeClean(page);
    const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide).toBeLessThanOrEqual(screen);
  });
}

/** The data file of the open dossier. */
async function dataFile(page: Page): Promise<Buffer> {
  await go(page, '/print');
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.getByRole('button', { name: '导出数据文件' }).click(),
  ]);
  return readFile(await download.path());
}

test('from the application to four reports, and the chain of them natively', async ({ page, open }, testInfo) => {
  test.setTimeout(120_000);
  await page.clock.setFixedTime(new Date('2030-06-01T09:00:00'));
  await open('hosted');
  await importAll(page, application);
  const files = [await dataFile(page)];
  for (const [at, year] of ['2026', '2027', '2028', '2029'].entries()) {
    await go(page, '/');
    await page.getByRole('button', { name: at === 0 ? '已获奖，从这份申报新建年度自评' : '从这一份新建下一年的年度自评' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('年度自评报告');
    if (at === 0) {
      await page.getByRole('textbox', { name: '获奖日期' }).fill('2026-05-20');
      await page.getByLabel('报告年度').fill(year);
    }
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${year} 年度自评报告`);
    // What came along waits to be looked at, last year's percent stands beside an empty one.
    const carried = region(page, '从上一份带过来的内容');
    await expect(carried).toContainText('还有 4 处今年没有看过');
    await expect(region(page, '与上年比较')).toContainText('已评 2 条');
    await carried.getByText('还有 4 处').click();
    await carried.getByRole('checkbox', { name: '自我评价 4.1.2' }).check();
    await expect(carried).toContainText('还有 3 处今年没有看过');
    await go(page, '/item/4.1.2');
    await expect(page.getByText('上年的百分比：45 %')).toBeVisible();
    await page.getByRole('radio', { name: /^45$|45$/ }).first().check();
    await go(page, '/item/4.7.3');
    await page.getByRole('radio', { name: /0$/ }).first().check();
    await saved(page);
    files.push(await dataFile(page));
  }
  const folder = testInfo.outputPath('series');
  await mkdir(folder, { recursive: true });
  const check = async (contents: (Buffer | string)[]) => {
    for (const [at, content] of contents.entries()) await writeFile(join(folder, `${at}.json`), content);
    const run = spawnSync(COMMAND, ['check', '--series', folder], { encoding: 'utf8' });
    return { status: run.status, text: run.stdout + run.stderr };
  };
  expect(await check(files)).toEqual({ status: 0, text: '5 份，一份接一份，没有改动\n' });
  const altered = files.map((file, at) => (at === 2 ? file.toString().replace('"2026-05-20"', '"2026-05-21"') : file));
  const found = await check(altered);
  expect(found.status).toBe(1);
  expect(found.text).toContain('2.json：写出以后内容有改动');
  expect(found.text).toContain('3.json：接的那一份');
});
