// 撤销 and 重做 by key and by button: each gives back its own change, and what was typed since stays.
import type { Page } from '@playwright/test';
import { application, importAll, precheck, stored, type Dossier } from './dossier';
import { axeClean, expect, go, test } from './support';

const metrics: Dossier = {
  ...application,
  id: 'undo1',
  metrics: [
    { id: 'm1', fields: { section: '4.7.3-a', name: '顾客满意度', unit: '分', direction: 'higher' }, years: { 2023: { value: '86.4' } } },
    { id: 'm2', fields: { section: '4.7.3-a', name: '投诉率', unit: '件/百批', direction: 'lower' } },
  ],
};

const cell = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const toast = (page: Page) => page.locator('.toast');
const ranks = (page: Page) => page.getByLabel('名次或位次说明');
const leave = async (page: Page) => await page.evaluate(() => (document.activeElement as HTMLElement).blur());

/** Whether the page took the last key for itself. */
async function watchKeys(page: Page): Promise<() => Promise<boolean | undefined>> {
  await page.evaluate(() => {
    addEventListener('keydown', (event) => Object.assign(window, { taken: event.defaultPrevented }));
  });
  return () => page.evaluate(() => (window as any).taken);
}

async function pasteBlock(page: Page, into: string, text: string): Promise<void> {
  await cell(page, into).focus();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await page.getByRole('button', { name: /^录入/ }).click();
  await expect(toast(page)).toContainText(/已录入/);
}

test.beforeEach(async ({ page, open }) => {
  await open('hosted');
  await importAll(page, metrics);
});

test('撤销 of a paste keeps what was typed since in the same metric, and 重做 pastes again', async ({ page }) => {
  await go(page, '/item/4.7.3');
  await pasteBlock(page, '顾客满意度 2023 年', '91\t92\t93\r\n');
  await cell(page, '顾客满意度 2024 年').fill('92.5');
  await cell(page, '顾客满意度 2025 年目标').fill('95');
  await toast(page).getByRole('button', { name: '撤销' }).click();
  await expect(toast(page)).toContainText('已撤销“录入 3 个数”。有 1 处后来又改过，保留了后来的内容。');
  await expect(cell(page, '顾客满意度 2023 年')).toHaveValue('86.4');
  await expect(cell(page, '顾客满意度 2024 年')).toHaveValue('92.5');
  await expect(cell(page, '顾客满意度 2025 年')).toHaveValue('');
  await expect(cell(page, '顾客满意度 2025 年目标')).toHaveValue('95');
  await toast(page).getByRole('button', { name: '重做' }).click();
  await expect(cell(page, '顾客满意度 2023 年')).toHaveValue('91');
  await expect(cell(page, '顾客满意度 2024 年')).toHaveValue('92.5');
  await expect(cell(page, '顾客满意度 2025 年')).toHaveValue('93');
  // What is on the screen is what is kept.
  await expect(page.locator('[data-saving=saved]')).toBeVisible();
  expect(await stored(page, 'undo1', 'metric/m1')).toContain('"value":"92.5"');
});

test('in a cell the keys are ours after a paste, and the browser’s after typing', async ({ page }) => {
  await go(page, '/item/4.7.3');
  await pasteBlock(page, '投诉率 2024 年', '1\t2\r\n');
  const taken = await watchKeys(page);
  await cell(page, '投诉率 2025 年').focus();
  await page.keyboard.press('Control+z');
  expect(await taken()).toBe(true);
  await expect(cell(page, '投诉率 2025 年')).toHaveValue('');
  await page.keyboard.press('Control+y');
  await expect(cell(page, '投诉率 2025 年')).toHaveValue('2');
  await page.keyboard.type('4');
  await page.keyboard.press('Control+z');
  expect(await taken()).toBe(false);
  await expect(cell(page, '投诉率 2024 年')).toHaveValue('1');
});

test('what is added and removed goes back and forth by key, outside the fields', async ({ page }) => {
  await go(page, '/question/13-3-a');
  await expect(ranks(page)).toHaveCount(2);
  await page.getByRole('button', { name: /^删除.*第 1 条$/ }).click();
  await expect(ranks(page)).toHaveCount(1);
  await page.getByRole('button', { name: '再登记一条' }).click();
  await expect(ranks(page)).toHaveCount(2);
  await expect(toast(page)).toContainText('已添加一行。');
  await page.keyboard.press('Control+z');
  await expect(ranks(page)).toHaveCount(1);
  await expect(toast(page)).toContainText('已撤销“添加一行”。');
  await axeClean(page);
  await page.keyboard.press('Control+z');
  await expect(ranks(page)).toHaveCount(2);
  await expect(ranks(page).first()).toHaveValue('第 3 位');
  await page.keyboard.press('Control+y');
  await expect(ranks(page)).toHaveCount(1);
  await page.keyboard.press('Control+Shift+z');
  await expect(ranks(page)).toHaveCount(2);
  await expect(ranks(page).first()).not.toHaveValue('第 3 位');
  // A row that was filled in since is not taken away.
  await ranks(page).last().fill('第 9 位');
  await leave(page);
  await page.keyboard.press('Control+z');
  await expect(toast(page)).toContainText('没有撤销“添加一行”：后来又改过，保留了后来的内容。');
  await expect(ranks(page).last()).toHaveValue('第 9 位');
});

test('in a text field Ctrl+Z is the browser’s own', async ({ page }) => {
  await go(page, '/question/13-3-a');
  await page.getByRole('button', { name: /^删除.*第 1 条$/ }).click();
  await expect(ranks(page)).toHaveCount(1);
  const taken = await watchKeys(page);
  const before = await ranks(page).inputValue();
  await ranks(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.type('甲');
  await expect(ranks(page)).toHaveValue(`${before}甲`);
  await page.keyboard.press('Control+z');
  expect(await taken()).toBe(false);
  await expect(ranks(page)).toHaveValue(before);
  await expect(ranks(page)).toHaveCount(1);
});

test('with nothing of ours to take back the key is not taken, nor in another dossier', async ({ page }) => {
  await go(page, '/question/13-3-a');
  const taken = await watchKeys(page);
  for (const key of ['Control+z', 'Control+y', 'Control+Shift+z']) {
    await page.keyboard.press(key);
    expect(await taken()).toBe(false);
  }
  await page.getByRole('button', { name: /^删除.*第 1 条$/ }).click();
  await expect(ranks(page)).toHaveCount(1);
  await go(page, '/');
  await importAll(page, precheck);
  await leave(page);
  await page.keyboard.press('Control+z');
  expect(await taken()).toBe(false);
});

test('a pre-check that became an application goes back, and the focus is not lost', async ({ page }) => {
  await importAll(page, precheck);
  await page.getByRole('button', { name: /^转为申报档案/ }).click();
  await expect(toast(page)).toContainText('已改变档案的用途。');
  await page.keyboard.press('Control+z');
  const upgrade = page.getByRole('button', { name: /^转为申报档案/ });
  await expect(upgrade).toBeVisible();
  await toast(page).getByRole('button', { name: '重做' }).press('Enter');
  await expect(upgrade).toHaveCount(0);
  await expect(page.locator('#main')).toBeFocused();
});
