// 评审员视角 as a list to work through: what is alike is one line, what is chosen stays chosen, what went away is told, and
// what is to be done is printed.
import type { Page } from '@playwright/test';
import { axeClean, expect, go, test, widths } from './support';

const results = (page: Page) => page.getByRole('region', { name: '检查结果' });
const folds = (page: Page) => results(page).locator('summary');
const places = (page: Page) => results(page).getByRole('link', { name: '去改' });

/** How many findings the page says it lists. */
async function listed(page: Page): Promise<number> {
  return Number(/^\d+/.exec((await results(page).getByRole('status').textContent())!)![0]);
}

test.beforeEach(async ({ page, open }) => {
  await open('hosted');
  await page.getByRole('button', { name: /^打开示例：初稿/ }).click();
  await page.locator('.toast').getByRole('button', { name: '关闭' }).click();
  await go(page, '/review');
  await expect(results(page)).toBeVisible();
});

test('what is alike is one line, which unfolds to all its places', async ({ page }) => {
  const all = await listed(page);
  const drawn = await places(page).count();
  expect(drawn).toBeLessThan(all / 4);
  // Every finding is behind a line, none is lost.
  const counts = (await folds(page).locator('> span').allTextContents()).map((text) => Number(/^\d+/.exec(text)![0]));
  expect(counts.reduce((sum, count) => sum + count, drawn)).toBe(all);
  const first = folds(page).first();
  await first.press('Enter');
  await expect(places(page)).toHaveCount(drawn + counts[0]!);
  await first.press('Enter');
  await expect(places(page)).toHaveCount(drawn);

  await page.getByRole('combobox', { name: '分组' }).selectOption('按条目');
  await expect(results(page).getByRole('region', { name: /^4\.1\.2 / })).toBeVisible();
  expect(await listed(page)).toBe(all);
});

test('what is chosen is listed alone, and is still chosen when one comes back', async ({ page }) => {
  await go(page, '/item/4.1.2');
  await page.getByLabel('编写人').fill('张三');
  await go(page, '/review');
  const all = await listed(page);
  await page.getByRole('combobox', { name: '程度' }).selectOption('建议');
  const warnings = await listed(page);
  expect(warnings).toBeLessThan(all);
  await expect(results(page).locator('.tag.bad')).toHaveCount(0);
  await page.getByRole('combobox', { name: '编写人' }).selectOption('张三');
  expect(await listed(page)).toBeLessThan(warnings);
  await page.getByRole('combobox', { name: '分组' }).selectOption('按条目');
  await expect(results(page).getByRole('heading', { level: 3 })).toHaveText(['4.1.2 高层领导的作用 编写人：张三']);
  const chosen = await listed(page);

  if (await folds(page).count() > 0) await folds(page).first().click();
  await places(page).first().click();
  await expect(page).toHaveURL(/#\/item\/4\.1\.2$/);
  await page.goBack();
  await expect(page.getByRole('combobox', { name: '程度' })).toHaveValue('建议');
  await expect(page.getByRole('combobox', { name: '编写人' })).toHaveValue('张三');
  await expect(page.getByRole('combobox', { name: '分组' })).toHaveValue('place');
  expect(await listed(page)).toBe(chosen);

  await page.getByRole('combobox', { name: '编写人' }).selectOption('没有写编写人的');
  await page.getByRole('combobox', { name: '条目或部分' }).selectOption('4.1.2 高层领导的作用');
  expect(await listed(page)).toBe(0);
  await page.getByRole('combobox', { name: '答复' }).selectOption('已搁置的');
  await expect(results(page).getByRole('status')).toHaveText('只列已搁置的 0 条。');
});

test('what was answered is told apart', async ({ page }) => {
  const all = await listed(page);
  await page.getByRole('combobox', { name: '程度' }).selectOption('参考');
  if (await results(page).getByRole('button', { name: /^不适用，因为/ }).count() === 0) await folds(page).first().click();
  await results(page).getByRole('button', { name: /^不适用，因为/ }).first().click();
  await page.getByRole('textbox', { name: '不适用，因为' }).fill('示例：没有这项业务');
  await page.keyboard.press('Enter');
  const waived = page.getByRole('region', { name: '已搁置（1）' });
  await expect(waived).toBeVisible();
  await page.getByRole('combobox', { name: '程度' }).selectOption('全部');
  expect(await listed(page)).toBe(all - 1);
  await page.getByRole('combobox', { name: '答复' }).selectOption('还没有说明的');
  await expect(waived).toHaveCount(0);
  await page.getByRole('combobox', { name: '答复' }).selectOption('已搁置的');
  await expect(waived).toBeVisible();
  await expect(places(page)).toHaveCount(0);
  await expect(results(page).getByRole('status')).toHaveText('只列已搁置的 1 条。');
  await page.getByRole('combobox', { name: '程度' }).selectOption('要处理');
  await expect(waived).toHaveCount(0);
});

test('what was solved since the last look is told', async ({ page }) => {
  await expect(results(page)).not.toContainText('上次查看以来');
  const all = await listed(page);
  await go(page, '/form');
  const assets = page.getByLabel(/^期末资产总额 \d{4} 年$/).first();
  const was = await assets.inputValue();
  await assets.fill('约三千');
  await go(page, '/review');
  await expect(results(page)).toContainText(/上次查看以来：解决了 \d+ 项，新增 1 项。/);
  await go(page, '/form');
  await assets.fill(was);
  await go(page, '/review');
  await expect(results(page)).toContainText(/上次查看以来：解决了 1 项，新增 \d+ 项。/);
  expect(await listed(page)).toBe(all);
  await go(page, '/help');
  await go(page, '/review');
  await expect(results(page)).toContainText('上次查看以来没有变化。');
});

test('what is chosen is printed as a list to tick off', async ({ page }) => {
  await page.evaluate(() => { window.print = () => { document.title = 'printed'; }; });
  await page.getByRole('combobox', { name: '程度' }).selectOption('建议');
  const count = await listed(page);
  await page.getByRole('button', { name: '打印待办清单' }).click();
  await expect(page).toHaveTitle('printed');
  await page.emulateMedia({ media: 'print' });
  const todo = page.locator('.todo');
  await expect(todo.getByRole('listitem')).toHaveCount(count);
  await expect(todo.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await expect(results(page)).toBeHidden();
  await expect(todo).toContainText(`${count} 条`);
  const box = await todo.getByRole('listitem').first().evaluate((line) => getComputedStyle(line, '::before').borderStyle);
  expect(box).toBe('solid');
  await page.emulateMedia({ media: 'screen' });
  await expect(todo).toBeHidden();
  // When the dialogue has closed the page prints as it stands again.
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(todo).toHaveCount(0);
});

for (const width of widths) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`it is readable unfolded at ${width} px, ${scheme}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: scheme });
      const height = () => page.evaluate(() => document.documentElement.scrollHeight);
      expect(await height()).toBeLessThan(8000);
      for (const by of ['按问题', '按条目']) {
        await page.getByRole('combobox', { name: '分组' }).selectOption(by);
        await folds(page).first().click();
        await expect(places(page).first()).toBeVisible();
        await axeClean(page);
        const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        expect(wide).toBeLessThanOrEqual(screen!);
      }
    });
  }
}
