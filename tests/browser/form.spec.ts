// 申报表: figures by keyboard, what is wrong, what the walk holds, and how little is drawn for a key.
import { application, importAll } from './dossier';
import { expect, test } from './support';

test.beforeEach(async ({ page, open }) => {
  await open('hosted');
  await importAll(page, application);
  await page.evaluate(() => { location.hash = '/form'; });
  await expect(page.getByRole('heading', { name: '申报表' })).toBeFocused();
});

test('in the grid Enter goes down, over computed and answered rows, and Tab goes right', async ({ page }) => {
  const cell = (label: string) => page.getByRole('textbox', { name: label, exact: true });
  await cell('营业收入 2023 年').focus();
  await page.keyboard.type('18600');
  await page.keyboard.press('Tab');
  await expect(cell('营业收入 2024 年')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cell('主营业务收入 2024 年')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cell('净利润 2024 年')).toBeFocused();
  await cell('顾客满意度 2025 年').focus();
  await page.keyboard.press('Enter');
  await expect(cell('责任事故起数 2025 年')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(cell('责任事故起数 2025 年')).toBeFocused();
  await expect(cell('营业收入 2023 年')).toHaveValue('18600');
});

test('Enter in a line goes on to the next field, as the key of a phone says, and loads nothing anew', async ({ page }) => {
  await page.evaluate(() => { Object.assign(window, { loaded: 'once' }); });
  const name = page.getByRole('textbox', { name: /^组织名称/ });
  await name.focus();
  await name.press('End');
  await page.keyboard.type('甲');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: /^填表日期/ })).toBeFocused();
  await expect(name).toHaveValue(/甲$/);
  // A list is a field, too.
  const list = page.locator('#main select').first();
  const before = await list.evaluate((list) => {
    const lines = [...document.querySelectorAll<HTMLElement>('#main input[type=text], #main select')];
    return lines[lines.indexOf(list) - 1].id;
  });
  await page.locator(`#${before}`).focus();
  await page.keyboard.press('Enter');
  await expect(list).toBeFocused();
  expect(await page.evaluate(() => [Reflect.get(window, 'loaded'), location.search])).toEqual(['once', '']);
});

test('what is computed follows the figures, and says what they lack', async ({ page }) => {
  const rate = page.getByRole('row', { name: /^总资产贡献率/ }).getByRole('cell');
  await expect(rate).toHaveText(['', '9.28 %', '5.05 %', '缺利润总额、期初资产总额']);
  const cell = page.getByRole('textbox', { name: '期末资产总额 2024 年' });
  await cell.fill('');
  await expect(rate.nth(2)).toHaveText('缺期末资产总额');
  await cell.fill('0');
  const debt = page.getByRole('row', { name: /^资产负债率/ }).getByRole('cell');
  await expect(debt.nth(2)).toHaveText('资产总额不大于 0，无法计算');
});

test('a wrong figure is marked when it is left, not while it is typed', async ({ page }) => {
  const cell = page.getByRole('textbox', { name: '净利润 2023 年' });
  const reason = page.getByText('2023 年：数字后面带了“万”');
  const list = page.getByRole('region', { name: '填写情况' }).getByRole('link', { name: /^净利润：/ });
  await cell.focus();
  await page.keyboard.type('12万');
  await expect(reason).toBeHidden();
  await expect(list).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(reason).toBeVisible();
  await expect(cell).toHaveAttribute('aria-invalid', 'true');
  await expect(cell).toHaveAccessibleDescription(/数字后面带了“万”/);
  await list.click();
  await expect(cell).toBeFocused();
  await cell.fill('12');
  await page.keyboard.press('Tab');
  await expect(reason).toHaveCount(0);
});

test('元 where 万元 are asked for is told by the other years', async ({ page }) => {
  const figure = (year: number) => page.getByRole('textbox', { name: `净利润 ${year} 年` });
  const told = page.getByText('2023 年和 2024 年的数相差五千倍以上');
  await figure(2023).fill('1580');
  await figure(2024).fill('16200000');
  await page.keyboard.press('Tab');
  await expect(told).toBeVisible();
  await figure(2024).fill('1620');
  await expect(told).toHaveCount(0);
});

test('what is wrong appears after the click, not under it', async ({ page }) => {
  const add = page.getByRole('button', { name: '添加登记数' });
  const value = page.getByRole('textbox', { name: '数值' });
  await add.click();
  await value.last().fill('约三成');
  const before = await value.count();
  await add.hover();
  await page.mouse.down();
  await expect(value.last()).not.toBeFocused();
  await expect(value.last()).not.toHaveAttribute('aria-invalid');
  await page.mouse.up();
  await expect(value).toHaveCount(before + 1);
  await expect(value.nth(before - 1)).toHaveAttribute('aria-invalid', 'true');
});

test('what the walk holds is changed there, and one comes back', async ({ page }) => {
  const established = page.locator('.answered', { hasText: '成立日期' });
  await expect(established).toContainText('2012年6月18日');
  await established.getByRole('link').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('成立日期');
  await page.getByRole('textbox', { name: '日期' }).fill('2013-07-01');
  await page.getByRole('button', { name: '保存并返回' }).click();
  await expect(page).toHaveTitle(/^申报表|^错误：申报表/);
  await expect(established).toContainText('2013-07-01');
  // One is where one was, not at the top.
  await expect(established.getByRole('link')).toBeFocused();
  await expect(established).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '返回申报表' }).click();
  await expect(established.getByRole('link')).toBeFocused();
});

test('who earns no money is not asked for profits, and what was written stays', async ({ page }) => {
  const row = (name: RegExp) => page.getByRole('row', { name });
  await expect(row(/^总资产贡献率/)).toBeVisible();
  await page.locator('.answered', { hasText: '组织类别' }).getByRole('link').click();
  await page.getByText('从事非盈利性业务', { exact: true }).click();
  await page.getByRole('button', { name: '保存并返回' }).click();
  await expect(row(/^营业收入/)).toBeVisible();
  for (const name of [/^利润总额/, /^净利润/, /^应交增值税/, /^总资产贡献率/]) await expect(row(name)).toHaveCount(0);
  await expect(page.getByText(/^以前填过的.*应交增值税.*还留着/)).toBeVisible();
  await page.evaluate(() => { location.hash = '/question/14-5'; });
  await expect(page.getByText('按前面的回答，这里不用填。')).toBeVisible();
});

test('the years follow the application date, and figures of other years are told', async ({ page }) => {
  await expect(page.getByText('以前填过的 2021 年的数字还留着')).toBeVisible();
  await page.evaluate(() => { location.hash = '/question/gen-on/form'; });
  await page.getByRole('textbox', { name: '日期' }).fill('2025-05-20');
  await page.getByRole('button', { name: '保存并返回' }).click();
  await expect(page.getByRole('textbox', { name: '应交增值税 2022 年' })).toHaveValue('');
  await expect(page.getByText('以前填过的 2021 年、2025 年的数字还留着')).toBeVisible();
  await expect(page.getByRole('textbox', { name: '期末所有者权益 2021 年' })).toHaveValue('');
});

test('a key draws its own field and what depends on it, nothing else', async ({ page }) => {
  await page.evaluate(() => {
    const drawn = new Set<string>();
    (window as any).drawn = drawn;
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement!;
        const place = element.closest('tr, .field, .saved, .facts, p');
        const text = place?.querySelector('th, label, dt')?.textContent ?? place?.className ?? element.tagName;
        drawn.add(text.replace(/\s.*/, ''));
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const drawn = () => page.evaluate(() => [...(window as any).drawn].sort());
  await page.getByRole('textbox', { name: '税金及附加 2024 年' }).focus();
  await page.evaluate(() => (window as any).drawn.clear());
  await page.keyboard.type('1');
  await expect.poll(drawn).toContain('总资产贡献率');
  expect((await drawn()).filter((place) => !['saved', '总资产贡献率'].includes(place))).toEqual([]);
});

test('what the walk and the metrics hold is not asked again', async ({ page }) => {
  await page.evaluate(() => { location.hash = '/'; });
  await importAll(page, {
    ...application,
    id: 'told1',
    walk: { ...application.walk, ranking: [{ id: 'c1', indicator: 'revenue', year: '2025', scope: 'provincial', rank: '第 3 位', source: '行业公报' }] },
    metrics: [{
      id: 'm1', fields: { section: '4.7.3-a', library: 'customer-satisfaction', name: '顾客满意度', unit: '分' },
      years: { 2024: { value: '87.9' }, 2025: { value: '89' } },
    }],
  });
  await page.evaluate(() => { location.hash = '/form'; });
  const row = page.getByRole('row', { name: /^顾客满意度/ });
  await expect(row.getByRole('textbox')).toHaveCount(1);
  await expect(row).toContainText('87.9');
  await expect(row.getByRole('link', { name: '去修改' })).toHaveAttribute('href', '#/item/4.7.3');

  const ranking = page.locator('.answered').filter({ hasText: '上年度行业位次' });
  await expect(ranking).toContainText('第 3 位');
  await ranking.getByRole('button', { name: /^在这里另写/ }).click();
  const own = page.getByRole('textbox', { name: /^上年度行业位次/ });
  await expect(own).toBeFocused();
  await expect(own).toHaveValue(/第 3 位/);
  // Emptied, it stays to be typed into, and gives way when one leaves it.
  await own.fill('');
  await expect(own).toBeFocused();
  await own.blur();
  await expect(ranking).toContainText('第 3 位');
  await expect(page.locator('.answered').filter({ hasText: '镇（街道）推荐意见' })).toContainText('由镇（街道）填写');

  // A number with the unit of its field is one; another unit is not.
  const employees = page.getByRole('textbox', { name: /^职工人数/ });
  for (const [typed, wrong] of [['1,652人', 0], ['652件', 1]] as const) {
    await employees.fill(typed);
    await employees.blur();
    await expect(page.locator('.field.wrong').filter({ has: employees })).toHaveCount(wrong);
  }
});

test('the Enter that ends a word of an input method goes nowhere', async ({ page }) => {
  const cell = page.getByRole('textbox', { name: '营业收入 2023 年', exact: true });
  const name = page.getByRole('textbox', { name: /^组织名称/ });
  for (const field of [cell, name]) {
    await field.focus();
    // As Safari tells of it: the word has ended already.
    const stopped = await field.evaluate((field) => !field.dispatchEvent(new KeyboardEvent('keydown', {
      key: 'Enter', keyCode: 229, bubbles: true, cancelable: true,
    })));
    expect(stopped).toBe(true);
    await expect(field).toBeFocused();
  }
});
