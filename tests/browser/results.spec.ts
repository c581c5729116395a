// 指标数据: typing into the grid, pasting a block with a look before and one step back, suggestions, charts.
import type { Page } from '@playwright/test';
import { application, importAll, stored, type Dossier } from './dossier';
import { axeClean, expect, test, widths } from './support';

const metric = (id: string, name: string, more: Record<string, string> = {}, years: Record<string, Record<string, string>> = {}) => (
  { id, fields: { section: '4.7.3-a', name, unit: '分', direction: 'higher', ...more }, years });

/** Two metrics of one item, with values of some years. */
const dossier: Dossier = {
  ...application,
  id: 'results1',
  metrics: [
    metric('m1', '顾客满意度', {}, { 2023: { value: '86.4' }, 2024: { value: '87.9' }, 2025: { value: '89.6', target: '89' } }),
    metric('m2', '投诉率', { unit: '件/百批', direction: 'lower' }),
    metric('m3', '市场占有率', { section: '4.7.3-b', unit: '%' }, { 2020: { value: '4.1' } }),
  ],
};

const cell = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const row = (page: Page, name: string) => page.locator('tr[data-row]', { hasText: name });
const looked = (page: Page) => expect(page.getByRole('heading', { level: 1, name: '核对后录入' })).toBeFocused();
const sums = (page: Page) => page.getByRole('list', { name: '将要做什么' });
const left = (page: Page) => page.getByRole('region', { name: '不录入的' });
const take = (page: Page) => page.getByRole('button', { name: /^录入 \d+ 个数$/ });

/** Pastes as Ctrl+V does, into the field that has the focus. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement!.dispatchEvent(event);
  }, text);
}

test.beforeEach(async ({ page, open }) => {
  await open('hosted');
  await importAll(page, dossier);
  await page.evaluate(() => { location.hash = '/item/4.7.3'; });
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('in the grid Enter goes down over groups and Tab goes right, and what is derived follows', async ({ page }) => {
  await cell(page, '顾客满意度 2024 年').focus();
  await page.keyboard.press('Tab');
  await expect(cell(page, '顾客满意度 2025 年')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cell(page, '投诉率 2025 年')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cell(page, '市场占有率 2025 年')).toBeFocused();
  await cell(page, '投诉率 2024 年').focus();
  await page.keyboard.type('2.0');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2.6');
  await expect(row(page, '投诉率')).toContainText('不利');
  await expect(row(page, '投诉率')).toContainText('比上年上升，数据不满三年');
  await expect(row(page, '顾客满意度')).toContainText('缺对比');
  await cell(page, '顾客满意度 对比值').focus();
  await page.keyboard.type('88.5');
  await page.keyboard.press('Tab');
  await page.keyboard.type('2025');
  await page.keyboard.press('Tab');
  await page.keyboard.type('示例协会');
  await expect(cell(page, '顾客满意度 对比值')).toHaveValue('88.5');
  await expect(row(page, '顾客满意度')).toContainText('连升 2 年，达到目标，优于对比，高 1.1');
  await expect.poll(() => stored(page, 'results1', 'metric/m1')).toContain('"source":"示例协会"');
  expect((await stored(page, 'results1', 'metric/m1')).match(/"id"/g)).toHaveLength(2);
});

test('years: four, those with a figure, and earlier ones by a button; a column stays while one types in it', async ({ page }) => {
  const heads = page.locator('table.metrics thead th');
  const rest = ['2025 目标', '对比值', '对比年份', '对比来源', '自动判断'];
  await expect(heads).toHaveText(['指标', '2020', '2022', '2023', '2024', '2025', ...rest]);
  await page.getByRole('button', { name: '增加 2021 年' }).click();
  await expect(heads).toHaveText(['指标', '2020', '2021', '2022', '2023', '2024', '2025', ...rest]);
  const field = cell(page, '市场占有率 2020 年');
  await field.focus();
  await page.keyboard.press('End');
  for (let key = 0; key < 3; key += 1) await page.keyboard.press('Backspace');
  await page.keyboard.type('3.9');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('3.9');
});

test('half a number stays as typed and says why once it is left', async ({ page }) => {
  const field = cell(page, '顾客满意度 2025 年');
  const reason = page.getByText('顾客满意度 2025 年：数字后面带了“分”');
  await field.fill('');
  await field.focus();
  await page.keyboard.type('90分');
  await expect(reason).toBeHidden();
  await page.keyboard.press('Tab');
  await expect(reason).toBeVisible();
  await expect(field).toHaveValue('90分');
  await expect(field).toHaveAccessibleDescription(/数字后面带了“分”/);
  await expect(page).toHaveTitle(/^错误：/);
  await axeClean(page);
  await field.fill('90');
  await page.keyboard.press('Tab');
  await expect(reason).toHaveCount(0);
});

test('a year that may be in 元 is noticed under its row once it is left', async ({ page }) => {
  await page.evaluate(() => { location.hash = '/'; });
  const revenue = metric('m4', '主营业务收入', { section: '4.7.4-a', unit: '万元' }, { 2023: { value: '28310' }, 2024: { value: '29920' } });
  await importAll(page, { ...dossier, id: 'results3', metrics: [revenue] });
  await page.evaluate(() => { location.hash = '/item/4.7.4'; });
  await cell(page, '主营业务收入 2025 年').fill('328400000');
  const note = page.getByText('2024 年和 2025 年的数相差五千倍以上，请核对是不是有一年填的是元。这里要填万元。');
  await expect(note).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(note).toBeVisible();
  await axeClean(page);
  await cell(page, '主营业务收入 2025 年').fill('32840');
  await page.keyboard.press('Tab');
  await expect(note).toHaveCount(0);
});

test('a block goes from the cell it is pasted into, after a look, and back in one step', async ({ page }) => {
  await cell(page, '顾客满意度 2024 年').focus();
  await paste(page, '88,000.5\t９０．１\t\r\n—\t\t1.5\r\n7\t8\t9\r\n1\t2\t3\r\n');
  await looked(page);
  await expect(take(page)).toHaveText('录入 6 个数');
  await expect(sums(page)).toContainText('2 个数会替换现有的不同数字');
  await expect(left(page)).toContainText('第 4 行：2024 年“1”，2025 年“2”，2025 年目标“3”，找不到对应指标，整行未录入。');
  await axeClean(page);
  expect(await stored(page, 'results1', 'metric/m1')).toContain('87.9');
  await take(page).click();
  await expect(cell(page, '顾客满意度 2024 年')).toHaveValue('88000.5');
  await expect(cell(page, '顾客满意度 2025 年')).toHaveValue('90.1');
  await expect(cell(page, '顾客满意度 2025 年目标')).toHaveValue('89');
  await expect(cell(page, '投诉率 2025 年目标')).toHaveValue('1.5');
  await expect(cell(page, '市场占有率 2024 年')).toHaveValue('7');
  await expect(page.locator('.toast')).toContainText('已录入 6 个数。');
  await page.locator('.toast').getByRole('button', { name: '撤销' }).click();
  await expect(cell(page, '顾客满意度 2024 年')).toHaveValue('87.9');
  await expect(cell(page, '市场占有率 2024 年')).toHaveValue('');
});

test('a block without heads in which anything is no number is refused as a whole', async ({ page }) => {
  for (const [block, why] of [['88\t约 12%', '“约 12%”是约数'], ['88\t2025', '“2025”看起来是年份'], ['合格率\t88', '“合格率”是文字']]) {
    await cell(page, '顾客满意度 2024 年').focus();
    await paste(page, block!);
    await expect(page.getByRole('alert')).toContainText(why!);
    await expect(take(page)).toHaveCount(0);
    await page.getByRole('button', { name: '取消' }).click();
  }
  await expect(cell(page, '顾客满意度 2024 年')).toHaveValue('87.9');
});

test('取消 leaves everything as it was, and Ctrl+Z takes a block back', async ({ page }) => {
  await cell(page, '投诉率 2024 年').focus();
  await paste(page, '1\t2');
  await page.getByRole('button', { name: '取消' }).click();
  await expect(cell(page, '投诉率 2024 年')).toBeFocused();
  await expect(cell(page, '投诉率 2024 年')).toHaveValue('');
  await paste(page, '1\t2');
  await take(page).click();
  await expect(page.getByRole('region', { name: /顾客与市场结果/ })).toBeFocused();
  await expect(cell(page, '投诉率 2025 年')).toHaveValue('2');
  await page.keyboard.press('Control+z');
  await expect(cell(page, '投诉率 2025 年')).toHaveValue('');
});

test('one cell is pasted by the browser itself', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('12.5\r\n'));
  await cell(page, '投诉率 2024 年').focus();
  await page.keyboard.press('Control+v');
  await expect(cell(page, '投诉率 2024 年')).toHaveValue('12.5');
  await expect(page).toHaveURL(/#\/item\/4\.7\.3$/);
  await page.evaluate(() => navigator.clipboard.writeText('12.5\t13\r\n'));
  await page.keyboard.press('Control+v');
  await looked(page);
});

test('a block with heads brings new metrics, without Ctrl+V', async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await page.getByRole('button', { name: '粘贴表格' }).click();
  const box = page.getByRole('textbox', { name: '把复制的表格粘贴到这里' });
  await expect(box).toBeFocused();
  await box.fill('指标\t单位\t2022年\t2025年\t备注\n一次合格率\t%\t98.1%\t99%\t好\n投诉率\t\t2.4\t1.9\t\n😀𠮷‏名\t\t1\t\t\n');
  await page.getByRole('button', { name: '核对去处' }).click();
  await expect(sums(page)).toContainText('（1 个已有，2 个新增）');
  await expect(left(page)).toContainText('“备注”这一列：不是数值。');
  await axeClean(page);
  await take(page).click();
  await expect(cell(page, '一次合格率 2022 年')).toHaveValue('98.1');
  await expect(cell(page, '投诉率 2022 年')).toHaveValue('2.4');
  await expect(row(page, '一次合格率')).toContainText('%，还没有方向');
  await page.locator('.toast').getByRole('button', { name: '撤销' }).click();
  await expect(row(page, '一次合格率')).toHaveCount(0);
});

test('too much is refused whole, and a thousand rows are taken', async ({ page }) => {
  test.setTimeout(120_000);
  await page.getByRole('button', { name: '粘贴表格' }).click();
  const box = page.getByRole('textbox', { name: '把复制的表格粘贴到这里' });
  // As a paste comes: the browser's own typing of so many lines takes minutes.
  const paste = (text: string) => box.evaluate((field: HTMLTextAreaElement, text) => { field.value = text; }, text);
  await paste('1\n'.repeat(5001));
  await page.getByRole('button', { name: '核对去处' }).click();
  await expect(page.getByRole('alert')).toContainText('表格有 5001 行 1 列');
  await page.getByRole('button', { name: '知道了' }).click();
  // Of these years five have a place.
  const years = Array.from({ length: 49 }, (_, at) => 1977 + at);
  const rows = Array.from({ length: 999 }, (_, at) => [`指标${at}`, ...years.map((year) => `${(year - at) * 10}.5`)]);
  await paste([['指标', ...years], ...rows].map((row) => row.join('\t')).join('\n'));
  await page.getByRole('button', { name: '核对去处' }).click();
  await expect(take(page)).toHaveText('录入 4995 个数');
  await take(page).click();
  await expect(page.locator('.toast')).toContainText('已录入 4995 个数，新增 999 个指标。', { timeout: 30_000 });
  // What is pointed at does not go away while so much is drawn.
  await page.locator('.toast').hover();
  await expect(cell(page, '指标10 2025 年')).toHaveValue('20150.5');
  await page.getByRole('button', { name: '再显示 60 个（还有 942 个）' }).dispatchEvent('click');
  await expect(cell(page, '指标100 2025 年')).toHaveValue('19250.5', { timeout: 30_000 });
  await page.locator('.toast').getByRole('button', { name: '撤销' }).click();
  await expect(page.locator('tr[data-row]')).toHaveCount(3, { timeout: 30_000 });
});

test('one goes to a metric that is not drawn yet, from another page and from this one', async ({ page }) => {
  const many = Array.from({ length: 200 }, (_, at) => metric(`x${at}`, `指标${at}`));
  many[150] = metric('x150', '指标150', {}, { 2025: { value: '约12%' } });
  many[190] = metric('x190', '指标190', { direction: 'target', low: '约12%' });
  await page.evaluate(() => { location.hash = '/'; });
  await importAll(page, { ...dossier, id: 'results2', metrics: many });
  await page.evaluate(() => { location.hash = '/review'; });
  const found = (at: number) => page.locator('li:not(:has(li))', { hasText: new RegExp(`指标${at}.*暂不能用`) }).getByRole('link', { name: /去改/ }).first();
  // What is alike is folded there.
  await page.locator('summary').filter({ hasText: '填写的内容暂不能用' }).press('Enter');
  await found(150).press('Enter');
  await expect(cell(page, '指标150 2025 年')).toBeFocused();
  // Beside the work, on the page where it is.
  await found(190).press('Enter');
  await expect(page.locator('#f-metrics-x190--fields-low')).toBeFocused();
});

test('a browser that is never idle still draws every metric and checks them', async ({ page }) => {
  // Chromium does this to a page now and then.
  await page.addInitScript(() => {
    window.requestIdleCallback = (run, options) => (options?.timeout
      ? Number(setTimeout(() => run({ didTimeout: true, timeRemaining: () => 0 }), options.timeout)) : 0);
  });
  const many = Array.from({ length: 20 }, (_, at) => metric(`x${at}`, `指标${at}`, { direction: at === 19 ? 'target' : 'higher', low: at === 19 ? '约12%' : '' }));
  await page.evaluate(() => { location.hash = '/'; });
  await importAll(page, { ...dossier, id: 'results2', metrics: many });
  await page.evaluate(() => { location.hash = '/item/4.7.3'; });
  await page.reload();
  await expect(page.locator('tr[data-row]')).toHaveCount(many.length);
  await expect(page.locator('li', { hasText: /指标19.*暂不能用/ })).not.toHaveCount(0, { timeout: 45_000 });
});

test('the rest is not drawn while one types, and takes nothing away afterwards', async ({ page }) => {
  await page.addInitScript(() => {
    const waiting: (() => void)[] = [];
    window.requestIdleCallback = (run) => waiting.push(() => run({ didTimeout: false, timeRemaining: () => 9 }));
    Object.assign(window, { beIdle: () => waiting.splice(0).forEach((run) => run()) });
  });
  const many = Array.from({ length: 20 }, (_, at) => metric(`x${at}`, `指标${at}`, { section: at < 8 ? '4.7.3-a' : '4.7.3-b' }));
  await page.evaluate(() => { location.hash = '/'; });
  await importAll(page, { ...dossier, id: 'results2', metrics: many });
  await page.evaluate(() => { location.hash = '/item/4.7.3'; });
  await page.reload();
  const rows = page.locator('tr[data-row]');
  await expect(rows).toHaveCount(5);
  const typed = cell(page, '指标1 2023 年');
  await typed.focus();
  for (const digit of '123') {
    await page.keyboard.press(digit);
    await page.evaluate('beIdle()');
  }
  await expect(rows).toHaveCount(5);
  const drawn = async (): Promise<number> => {
    await page.evaluate('beIdle()');
    return await rows.count();
  };
  await expect.poll(drawn).toBe(many.length);
  await expect(typed).toBeFocused();
  await page.keyboard.type('45');
  await expect(typed).toHaveValue('12345');
});

test('a suggestion is one click away, and what is deleted comes back', async ({ page }) => {
  await page.getByText(/^从指标库选用/).click();
  const offer = page.locator('.offers li').first();
  const name = await offer.locator('strong').innerText();
  await offer.getByRole('button', { name: /^选用/ }).click();
  await expect(cell(page, `${name} 2022 年`)).toBeFocused();
  await expect(page.locator('.offers strong', { hasText: name })).toHaveCount(0);
  await expect.poll(async () => await stored(page, 'results1', 'metrics')).toMatch(/"m1","m2","m3","\w+"/);
  await cell(page, '投诉率 2023 年').fill('3.1');
  await page.getByRole('button', { name: /^删除 ?投诉率$/ }).press('Enter');
  await expect(cell(page, '投诉率 2023 年')).toHaveCount(0);
  await expect(page.getByRole('button', { name: '撤销' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cell(page, '投诉率 2023 年')).toHaveValue('3.1');
});

test('a metric of one’s own: its fields unfold, its name comes first, all are there', async ({ page }) => {
  await page.getByRole('button', { name: /^添加自己的指标：/ }).last().click();
  const name = page.getByRole('textbox', { name: '名称' });
  await expect(name).toBeFocused();
  await page.keyboard.type('区域新客户数');
  const fold = page.locator('details[data-holds]', { hasText: '区域新客户数' });
  await fold.getByRole('combobox', { name: '方向' }).selectOption('target');
  await fold.getByRole('textbox', { name: '目标区间下限' }).fill('3');
  await fold.getByText('各年目标、截至月份、分子和分母').click();
  await fold.getByRole('textbox', { name: '2026 年目标值' }).fill('5');
  await fold.getByText('上限、限值、口径变更和新指标').click();
  await fold.getByRole('button', { name: '添加变更' }).click();
  await expect(fold.getByRole('textbox', { name: '从哪一年起' })).toBeFocused();
  await page.keyboard.type('2024');
  await fold.getByText('证明哪些过程条目').click();
  await fold.getByRole('checkbox', { name: /^4\.3\.3/ }).check();
  await axeClean(page);
  const heads = await page.evaluate(() => document.querySelector('details[data-holds][open]')!.getAttribute('data-holds'));
  const id = heads!.slice('f-metrics-'.length, -2);
  await expect.poll(() => stored(page, 'results1', `metric/${id}`)).toContain('"proves":["4.3.3"]');
  const kept = JSON.parse(await stored(page, 'results1', `metric/${id}`));
  expect(kept.fields).toEqual({ section: '4.7.3-b', name: '区域新客户数', direction: 'target', low: '3' });
  expect(kept.years).toEqual({ 2026: { target: '5' } });
  expect(kept.lists.breaks[0].fields).toEqual({ year: '2024' });
});

test('charts say in words what they draw, on the page and on paper', async ({ page }) => {
  const chart = page.getByRole('img', { name: /^顾客满意度/ });
  await expect(chart).toBeVisible();
  await expect(chart).toHaveAccessibleName(/2023 年 86\.4 分，2024 年 87\.9 分，2025 年 89\.6 分/);
  await expect(page.locator('figcaption')).toHaveText([/^图 1 顾客满意度：缺对比2023 至 2025 年依次为 86\.4、87\.9、89\.6 分，连升 2 年。2025 年达到目标 89 分。$/]);
  const drawn = await page.locator('figure.chart svg polyline').evaluateAll((all) => all.map((line) => line.getAttribute('points')));
  await page.evaluate(() => { location.hash = '/print'; });
  await expect(page.locator('.book figcaption b')).toHaveText(['图 1 顾客满意度']);
  expect(await page.locator('.book figure.chart polyline').evaluateAll((all) => all.map((line) => line.getAttribute('points')))).toEqual(drawn);
});

test('the findings lead to fields inside the folds', async ({ page }) => {
  await page.getByRole('complementary', { name: '评审员视角' }).getByRole('listitem').filter({ hasText: '对比值' }).first()
    .getByRole('link', { name: '去改' }).click();
  await expect(page.locator(':focus')).toHaveAttribute('id', /^f-metrics-m\d--fields-no-comparison$/);
});

test('typing into a metric draws no other row', async ({ page }) => {
  const touched = await page.evaluate(async () => {
    const rows = [...document.querySelectorAll('tr[data-row]')];
    const seen = new Set<string>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const row = (target instanceof Element ? target : target.parentElement)?.closest('tr[data-row]');
        if (row) seen.add(row.getAttribute('data-row')!);
      }
    });
    for (const row of rows) observer.observe(row, { subtree: true, childList: true, attributes: true, characterData: true });
    const field = document.querySelector<HTMLInputElement>('[data-row=m2] [data-column="2024"]')!;
    field.value = '2.5';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [...seen];
  });
  expect(touched.filter((id) => id !== 'm2')).toEqual([]);
});

for (const width of widths) {
  test(`the page with everything unfolded at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.locator('details[data-holds] > summary').first().click();
    for (const fold of await page.locator('details[data-holds] details.fold > summary').all()) await fold.click();
    await page.getByText(/^从指标库选用/).click();
    await page.locator('.refs > summary').first().click();
    const list = page.locator('.refs ul').first();
    await expect(list).toBeVisible();
    expect(await list.evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0);
    await axeClean(page);
    const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide).toBeLessThanOrEqual(screen);
  });
}

test('指标数据 is a page of its own in the navigation', async ({ page }) => {
  const pages = page.getByRole('navigation', { name: '主要页面' });
  await expect(pages.getByRole('link', { name: '指标数据' })).toHaveAttribute('aria-current', 'true');
  await expect(pages.getByRole('link', { name: '自我评价' })).not.toHaveAttribute('aria-current');
  await pages.getByRole('link', { name: '指标数据' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('4.7.2');
  await expect(pages.getByRole('link', { name: '指标数据' })).toHaveAttribute('aria-current', 'page');
});
