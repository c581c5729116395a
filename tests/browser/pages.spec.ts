// Every page, with a dossier of each kind that it is for: accessible, one heading that takes the focus and names the
// document, nothing wider than the screen. The rules for accessible pages are run at the narrow width, where targets are
// closest; specs of single pages run them at both.
import type { Page } from '@playwright/test';
import { annual, application, importAll, precheck, type Dossier } from './dossier';
import { axeClean, expect, switchLarge, test, turn, widths } from './support';

/** Questions of every kind: date, code, choice, long list, group, yes or no with a note, count, rows, events, profits. */
const questions = [
  'gen-on', 'gen-uscc', 'gen-org-kind', 'gen-town', 'gate-ban', '13-1-e', '13-2-c', '13-2-g', '13-3-a', '13-4-e', '13-5-a',
  '14-3', '14-4', '14-5', '14-6', '17-2-a',
].map((id) => `/question/${id}`);

const walk = [...questions, '/question/13-1-a/answers', '/question/13-1-d/form', '/answers', '/verdict', '/readings'];
const writing = ['/item/4.1.2', '/item/4.7.3', '/item/4.2.2'];
const anywhere = [
  '/', '/dossiers', '/question/none', '/item/none', '/consensus/none', '/profile/none', '/find', '/find/质量', '/find/查无此词',
  '/help', '/history',
];

const pages: Record<string, string[]> = {
  precheck: [...anywhere, ...walk],
  application: [...anywhere, ...walk, '/form', '/profile/B.1.1.a', '/profile/B.2.2', '/evidence', '/scores', '/consensus', '/consensus/4.1.2', '/bring', '/table', '/table/form', '/table/licences', '/metrics', '/metrics/4.7.4', '/review', '/hand-in', '/paper/tpl-internal-notice', '/paper/tpl-recommendation', '/print', ...writing],
  annual: [...anywhere, '/annual', '/award', '/metrics', '/readings', '/evidence', '/consensus', '/review', '/print', ...writing],
  none: [...anywhere, '/question/gen-on', '/answers', '/verdict', '/readings', '/form', '/annual', '/award', '/scores', '/consensus', '/consensus/4.1.2', '/bring', '/table', '/metrics',
    '/evidence', '/review', '/hand-in', '/paper/none', '/print', '/profile/B.1.1.a', '/item/4.1.2'],
};
const dossiers: Record<string, Dossier | undefined> = { precheck, application, annual };

/** What holds of every page one has come to. */
async function sound(page: Page, axe = true): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveCount(1);
  await expect(heading).toBeFocused();
  const said = await heading.evaluate((element) => {
    const over = element.querySelector('.over')?.textContent ?? '';
    return element.textContent!.slice(over.length);
  });
  const wrong = await page.locator('#errors, #main .error').count() > 0;
  const tool = '巩义市市长质量奖自评与申报工具';
  await expect(page).toHaveTitle(said === tool ? tool : `${wrong ? '错误：' : ''}${said} - ${tool}`);
  await narrow(page);
  await expect(page.locator('#app button:not([type])')).toHaveCount(0);
  await expect(page.locator('#app [style]')).toHaveCount(0);
  if (axe) await axeClean(page);
}

/** Nothing makes the page wider than the screen. */
async function narrow(page: Page): Promise<void> {
  const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide, 'width of the page').toBeLessThanOrEqual(screen);
}

for (const width of widths) {
  for (const [kind, routes] of Object.entries(pages)) {
    test(`${kind}: every page at ${width} px`, async ({ page, open }) => {
      test.setTimeout(240_000);
      await page.setViewportSize({ width, height: 800 });
      // Begun at another page, so that coming to the first is a change of route.
      await open('hosted', '/verdict');
      const verdict = page.getByRole('heading', { name: '资格结论' });
      await expect(verdict).toBeVisible();
      const dossier = dossiers[kind];
      if (dossier) {
        await turn(page, '/dossiers');
        await importAll(page, dossier);
        await turn(page, '/verdict');
        // Gone on before it is there, the first page would be where one was already: nothing to arrive at.
        await expect(verdict).toBeFocused();
      }
      for (const route of routes) {
        await test.step(route, async () => {
          await turn(page, route);
          await sound(page, width < 600);
        });
      }
    });
  }

  test(`a question that is not answered rightly at ${width} px`, async ({ page, open }) => {
    await page.setViewportSize({ width, height: 800 });
    await open('hosted');
    await importAll(page, application);
    await turn(page, '/question/13-2-d');
    await page.getByRole('button', { name: '保存并继续' }).click();
    const errors = page.locator('#errors');
    await expect(errors).toBeFocused();
    await expect(page).toHaveTitle(/^错误：/);
    await axeClean(page);
    await narrow(page);
    await errors.getByRole('link').click();
    const field = page.getByRole('textbox', { name: '日期' });
    await expect(field).toBeFocused();
    // While it is put right nothing jumps; then neither the summary nor the title says so any more.
    await field.fill('2024-03-0');
    await expect(field).toBeFocused();
    await field.fill('2024-03-01');
    await expect(errors).toHaveCount(0);
    await expect(page).not.toHaveTitle(/^错误：/);
    await page.getByRole('button', { name: '保存并继续' }).click();
    await expect(page).toHaveURL(/#\/question\/13-2-e$/);
  });
}

for (const look of ['dark', 'large', 'dark and large'] as const) {
  test(`every kind of page: ${look}`, async ({ page, open }) => {
    test.setTimeout(120_000);
    if (look.includes('dark')) await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 375, height: 800 });
    await open('hosted');
    if (look.includes('large')) await switchLarge(page);
    await importAll(page, annual, application);
    for (const route of ['/question/14-4', '/answers', '/verdict', '/form', '/item/4.1.2', '/item/4.7.3', '/dossiers', '/']) {
      await test.step(route, async () => {
        await turn(page, route);
        await sound(page);
      });
    }
  });
}

test('大字 is still on after a reload', async ({ page, open }) => {
  await open('hosted');
  const root = page.locator('html');
  await expect(root).toHaveAttribute('translate', 'no');
  await page.getByRole('button', { name: '大字' }).click();
  await expect(root).toHaveAttribute('data-scale', 'large');
  await page.reload();
  await expect(root).toHaveAttribute('data-scale', 'large');
  await expect(page.getByRole('button', { name: '大字' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: '大字' }).click();
  await page.reload();
  await expect(page.getByRole('button', { name: '大字' })).toHaveAttribute('aria-pressed', 'false');
});

test('no key alone does anything but type', async ({ page, open }) => {
  await open('hosted');
  await importAll(page, application);
  await turn(page, '/verdict');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  const before = await page.locator('#main').innerHTML();
  for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789?/.,-=[]') await page.keyboard.press(key);
  expect(await page.locator('#main').innerHTML()).toBe(before);
  await expect(page).toHaveURL(/#\/verdict$/);
});
