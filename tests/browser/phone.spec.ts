// On a phone: a low head with the menu, fields on the first screen, letters that a phone does not zoom into, folds that open
// for what one goes to, and nothing over what has the focus.
import type { Page } from '@playwright/test';
import { application, importAll } from './dossier';
import { axeClean, expect, go, openMenu, saved, switchLarge, test } from './support';

const phone = { width: 375, height: 667 };
const menu = (page: Page) => page.locator('.menu > summary');
const pages = (page: Page) => page.getByRole('navigation', { name: '主要页面' });

test.beforeEach(async ({ page, open }) => {
  await page.setViewportSize(phone);
  await open('hosted');
  await importAll(page, application);
});

/** Nothing makes the page wider than the screen. */
async function narrow(page: Page, what: string): Promise<void> {
  const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide, what).toBeLessThanOrEqual(screen!);
}

test('the head stays low and in view, and says where one is and that it is saved', async ({ page }) => {
  await go(page, '/item/4.1.2');
  await page.evaluate(() => scrollTo(0, 1500));
  const head = page.locator('.head');
  await expect.poll(async () => (await head.boundingBox())?.y).toBe(0);
  expect((await head.boundingBox())!.height).toBeLessThanOrEqual(56);
  await expect(page.locator('.here')).toHaveText('自我评价');
  await saved(page);
  await expect(page.locator('.saved')).toBeVisible();
  await go(page, '/item/4.7.3');
  await expect(page.locator('.here')).toHaveText('指标数据');
});

test('the menu holds every page, and closes when one goes on, turns away or gives up', async ({ page }) => {
  await expect(pages(page).getByRole('link')).toHaveCount(0);
  await menu(page).click();
  const names = ['任务清单', '资格结论', '申报表', '组织概述', '自我评价', '指标数据', '全部指标', '得分总览', '评审员视角', '递交', '打印预览', '合议', '查找', '历史版本', '帮助'];
  await expect(pages(page).getByRole('link')).toHaveText(['切换档案', ...names]);
  await expect(pages(page).getByRole('link', { name: '任务清单' })).toHaveAttribute('aria-current', 'page');
  await axeClean(page);
  await narrow(page, 'the menu');

  await pages(page).getByRole('link', { name: '得分总览' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '得分总览' })).toBeFocused();
  await expect(pages(page).getByRole('link')).toHaveCount(0);

  await menu(page).press('Enter');
  await pages(page).getByRole('link', { name: '申报表' }).focus();
  await page.keyboard.press('Escape');
  await expect(menu(page)).toBeFocused();
  await expect(pages(page).getByRole('link')).toHaveCount(0);

  await menu(page).click();
  await expect(pages(page).getByRole('link', { name: '申报表' })).toBeVisible();
  await page.mouse.click(180, 640);
  await expect(pages(page).getByRole('link')).toHaveCount(0);

  // The page one is on already: nothing to go to, and the menu is out of the way.
  await menu(page).click();
  await pages(page).getByRole('link', { name: '得分总览' }).click();
  await expect(pages(page).getByRole('link')).toHaveCount(0);
});

test('turned on its side it is a row, with the rest under 更多', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const more = pages(page).locator('.more > summary');
  await expect(pages(page).getByRole('link')).toHaveCount(10);
  await more.click();
  await expect(pages(page).getByRole('link')).toHaveCount(15);
  await page.keyboard.press('Escape');
  await expect(pages(page).getByRole('link')).toHaveCount(10);
  await expect(more).toBeFocused();
  await more.click();
  await pages(page).getByRole('link', { name: '历史版本' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(pages(page).getByRole('link')).toHaveCount(10);
  await expect(more).toHaveText('更多：历史版本');
  await more.click();
  await page.getByRole('heading', { level: 1 }).click();
  await expect(pages(page).getByRole('link')).toHaveCount(10);
  // An annual report has fewer pages, a dossier that is not begun has them all in the row.
  await page.setViewportSize(phone);
  await expect(menu(page)).toBeVisible();
  await expect(pages(page).getByRole('link')).toHaveCount(0);
});

/** Where the lower edge of the first field stands on the page, or of the first one that a selector names. */
async function firstField(page: Page): Promise<number> {
  return await page.evaluate(() => {
    const fields = [...document.querySelectorAll('#main :is(input, select, textarea)')];
    const first = fields.find((field) => field.checkVisibility({ contentVisibilityAuto: false }))!;
    return first.getBoundingClientRect().top + scrollY;
  });
}

test('one begins to write on the first screen of a question and of metrics, on the second of an item', async ({ page }) => {
  for (const route of ['gen-on', 'gen-org-kind', '13-1-e', '13-2-c', '13-3-a', '13-4-e', '14-3', '14-6', '17-2-a']) {
    await go(page, `/question/${route}`);
    expect(await firstField(page), route).toBeLessThan(phone.height - 44);
  }
  for (const route of ['/item/4.7.3', '/metrics']) {
    await go(page, route);
    expect(await firstField(page), route).toBeLessThan(phone.height - 44);
  }
  for (const route of ['/item/4.1.2', '/item/4.2.2', '/profile/B.1.1.a', '/form']) {
    await go(page, route);
    expect(await firstField(page), route).toBeLessThan(2 * phone.height - 44);
  }
});

test('no field is written so small that a phone zooms into it', async ({ page }) => {
  for (const route of ['/question/13-4-e', '/question/14-4', '/form', '/item/4.1.2', '/item/4.7.3', '/metrics', '/evidence', '/profile/B.2.2', '/review', '/scores', '/find']) {
    await go(page, route);
    const small = await page.evaluate(() => {
      const fields = [...document.querySelectorAll('#main :is(input, select, textarea):not([type=radio], [type=checkbox], [type=file])')];
      return fields.filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16).map((field) => field.id);
    });
    expect(small, route).toEqual([]);
  }
});

test('the form folds by section, says what is filled, and opens for what one goes to', async ({ page }) => {
  await go(page, '/form');
  const section = page.getByRole('region', { name: '情况说明' });
  await expect(section.locator('summary').first()).toContainText(/\d+ \/ \d+ 已填/);
  await expect(section.getByRole('textbox')).toHaveCount(0);
  await narrow(page, 'folded');
  const before = await section.locator('summary').first().textContent();
  await page.getByText('本页内容').click();
  await page.getByRole('link', { name: '情况说明' }).click();
  await expect(section.getByRole('textbox').first()).toBeVisible();
  const field = section.getByRole('textbox').first();
  await field.fill('');
  const empty = await section.locator('summary').first().textContent();
  await field.fill('写在手机上');
  expect(await section.locator('summary').first().textContent()).not.toBe(empty);
  expect(before).toMatch(/已填/);

  // From another page.
  await go(page, '/find/写在手机上');
  await page.getByRole('link', { name: /^申报表/ }).first().click();
  await expect(field).toBeFocused();
});

test('an entry folds to its name, and a new one is open', async ({ page }) => {
  await go(page, '/evidence');
  await page.getByRole('button', { name: '登记材料' }).click();
  const name = page.getByRole('region', { name: '证实性材料' }).getByRole('textbox').first();
  await expect(name).toBeFocused();
  await name.fill('示例审计报告');
  await saved(page);
  await page.reload();
  const fold = page.locator('.entries summary');
  await expect(fold.first()).toContainText('示例审计报告');
  await expect(name).toBeHidden();
  await fold.first().click();
  await expect(name).toHaveValue('示例审计报告');
});

test('the toast never lies over what has the focus', async ({ page }) => {
  await go(page, '/item/4.1.2');
  const clear = async () => {
    const toast = await page.locator('.toast').boundingBox();
    const focused = await page.evaluate(() => document.activeElement!.getBoundingClientRect().bottom);
    return focused <= toast!.y;
  };
  const add = page.getByRole('region', { name: '优势和改进' }).getByRole('button', { name: /^添加/ }).first();
  await add.scrollIntoViewIfNeeded();
  await add.press('Enter');
  await expect(page.locator('.toast')).toBeVisible();
  await expect.poll(clear).toBe(true);
  for (let at = 0; at < 6; at += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => !!document.activeElement!.closest('.toast, footer, body:not(:has(:focus))'))) break;
    await expect.poll(clear).toBe(true);
  }
});

test('what is not saved is told in a third of the screen', async ({ page }) => {
  await go(page, '/profile/B.2.3');
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  const text = page.locator('#main textarea').first();
  await text.fill('磁盘满的时候写的');
  const strip = page.getByRole('alert', { name: '没有保存' });
  await expect(strip.getByRole('button', { name: '导出备份' })).toBeVisible();
  expect((await strip.boundingBox())!.height).toBeLessThanOrEqual(phone.height / 3);
  await expect(page.locator('.saved')).toHaveText('没有保存');
  await axeClean(page);
  await strip.getByText('哪些没有保存，怎么办').click();
  await expect(strip).toContainText('怎么办：');
  expect((await strip.boundingBox())!.height).toBeLessThanOrEqual(phone.height / 3);
  await text.focus();
  const [below, field] = await Promise.all([strip.boundingBox(), text.boundingBox()]);
  expect(field!.y).toBeGreaterThanOrEqual(below!.y + below!.height);
});

for (const look of ['plain', 'large', 'dark'] as const) {
  test(`nothing is wider than 320 px: ${look}`, async ({ page }) => {
    test.setTimeout(90_000);
    if (look === 'dark') await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 320, height: 600 });
    if (look === 'large') await switchLarge(page);
    await openMenu(page);
    await narrow(page, 'menu');
    if (look === 'dark') await axeClean(page);
    await page.keyboard.press('Escape');
    for (const route of ['/question/14-4', '/verdict', '/form', '/item/4.1.2', '/item/4.7.3', '/metrics', '/evidence', '/profile/B.1.1.a', '/review', '/scores', '/consensus', '/find', '/']) {
      await go(page, route);
      await narrow(page, route);
      expect((await page.locator('.head').boundingBox())!.height, route).toBeLessThanOrEqual(56);
    }
  });
}
