// Several windows on one dossier: one writes, the others follow; and where windows cannot agree, no text is lost.
import type { Page } from '@playwright/test';
import { application, importAll, precheck, stored } from './dossier';
import { axeClean, expect, go, saved, started, test } from './support';

const READ_ONLY = '只读：另一个窗口正在写这份档案。';

const text = (page: Page) => page.locator('#main textarea').first();

/** Windows that know nothing of each other, as in older browsers. */
async function alone(page: Page): Promise<void> {
  await page.context().addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
    (window as any).BroadcastChannel = class { postMessage() {} close() {} };
  });
}

test.describe('windows that agree', () => {
  test('a second window reads along, and takes over after a confirmation', async ({ page, open, address }) => {
    await open('hosted');
    await importAll(page, application);
    await go(page, '/profile/B.2.3');
    await text(page).fill('第一个窗口写的');
    await saved(page);

    const second = await page.context().newPage();
    await second.goto(address('hosted', '/profile/B.2.3'));
    await started(second);
    await expect(second.getByText(READ_ONLY)).toBeVisible();
    await expect(second.locator('.saved')).toHaveText('只读');
    await expect(text(second)).toHaveValue('第一个窗口写的');
    await axeClean(second);
    // Nothing can be typed here, and what the other one writes appears.
    await text(second).focus();
    await second.keyboard.type('不该出现');
    await expect(text(second)).toHaveValue('第一个窗口写的');
    await text(page).fill('第一个窗口写的，又写了');
    await expect(text(second)).toHaveValue('第一个窗口写的，又写了');

    second.once('dialog', (dialog) => dialog.accept());
    await second.getByRole('button', { name: '改在这里写' }).click();
    await expect(second.getByText(READ_ONLY)).toHaveCount(0);
    await expect(page.getByText(READ_ONLY)).toBeVisible();
    await text(second).fill('第二个窗口写的');
    await saved(second);
    await expect(text(page)).toHaveValue('第二个窗口写的');

    // The window that writes is closed: the other one goes on by itself.
    await second.close();
    await expect(page.getByText(READ_ONLY)).toHaveCount(0, { timeout: 15_000 });
    await text(page).fill('又是第一个');
    await saved(page);
    expect(await stored(page, application.id, 'profile/B.2.3')).toBe('"又是第一个"');
  });

  test('each window keeps its own dossier over a reload', async ({ page, open, address }) => {
    await open('hosted');
    await importAll(page, application);
    const second = await page.context().newPage();
    await second.goto(address('hosted'));
    await started(second);
    await importAll(second, precheck);
    await page.reload();
    await started(page);
    await go(page, '/profile/B.1.1.a');
    await expect(text(page)).not.toHaveValue('');
    await second.reload();
    await started(second);
    await expect(second.locator('.now-open')).not.toContainText('虚构）虚构');
    await expect(second.getByRole('navigation', { name: '主要页面' }).getByText('申报表')).toHaveCount(0);
  });

  test('what is deleted in another window closes here, and can be put back', async ({ page, open, address }) => {
    await open('hosted');
    await importAll(page, application);
    const second = await page.context().newPage();
    await second.goto(address('hosted', '/dossiers'));
    await started(second);
    await second.getByRole('button', { name: /^删除/ }).click();
    await expect(second.locator('.toast')).toContainText('已删除档案');
    await expect(page.getByText('这份档案已在另一个窗口删除')).toBeVisible();
    await page.reload();
    await started(page);
    // Not an empty 快速预审 in its place.
    await expect(page.getByRole('heading', { name: '从哪里开始' })).toBeVisible();
  });
});

test.describe('windows that cannot agree', () => {
  test('what only one of them changed is put together without a question', async ({ page, open, address }) => {
    await alone(page);
    await open('hosted');
    await importAll(page, application);
    const second = await page.context().newPage();
    await second.goto(address('hosted', '/profile/B.2.3'));
    await started(second);
    await go(page, '/profile/B.1.2.d');
    await text(page).fill('第一个窗口');
    await saved(page);
    await text(second).fill('第二个窗口');
    await expect(second.locator('.toast')).toContainText('两边的内容已经合在一起');
    await saved(second);
    await second.reload();
    await started(second);
    await expect(text(second)).toHaveValue('第二个窗口');
    await go(second, '/profile/B.1.2.d');
    await expect(text(second)).toHaveValue('第一个窗口');
  });

  test('what both changed is chosen side by side, and the other version stays', async ({ page, open, address }) => {
    await alone(page);
    await open('hosted');
    await importAll(page, application);
    const second = await page.context().newPage();
    await second.goto(address('hosted', '/profile/B.2.3'));
    await started(second);
    await go(page, '/profile/B.2.3');
    await text(page).fill('第一个窗口的说法');
    await saved(page);
    await text(second).fill('第二个窗口的说法');
    await expect(second.getByRole('heading', { level: 1 })).toContainText('有 1 处不一样，请选');
    await expect(second.locator('.saved')).toHaveText('只读');
    await axeClean(second);
    await second.getByRole('radio', { name: /^这个窗口的/ }).check();
    await second.getByRole('button', { name: '按所选的合在一起' }).click();
    await saved(second);
    await expect(text(second)).toHaveValue('第二个窗口的说法');
    expect(await stored(second, application.id, 'profile/B.2.3')).toBe('"第二个窗口的说法"');

    // The first window hears nothing, and finds out with its next word.
    await text(page).fill('第一个窗口又写');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('有 1 处不一样，请选');
    await page.getByRole('radio', { name: /^另一个窗口的/ }).check();
    await page.getByRole('button', { name: '按所选的合在一起' }).click();
    await expect(text(page)).toHaveValue('第二个窗口的说法');
  });

  test('the choice can be put off, and both texts can stay', async ({ page, open, address }) => {
    await alone(page);
    await open('hosted');
    await importAll(page, application);
    const second = await page.context().newPage();
    await second.goto(address('hosted', '/profile/B.2.3'));
    await started(second);
    await go(page, '/profile/B.2.3');
    await text(page).fill('第一个窗口的说法。');
    await saved(page);
    await text(second).fill('第二个窗口的说法。');
    const heading = second.getByRole('heading', { level: 1 });
    await expect(heading).toContainText('有 1 处不一样，请选');
    await expect(heading).toBeFocused();
    await expect(second.locator('.side-pick ins').first()).toContainText('第二个窗口的说法。');

    // Until then everything can be read, and nothing written.
    await second.getByRole('button', { name: '以后再说，先只读' }).click();
    await expect(text(second)).toHaveValue('第二个窗口的说法。');
    await text(second).focus();
    await second.keyboard.type('不该出现');
    await expect(text(second)).toHaveValue('第二个窗口的说法。');
    await axeClean(second);
    await second.getByRole('button', { name: '继续选择' }).click();
    await expect(heading).toContainText('有 1 处不一样，请选');
    await second.getByRole('radio', { name: /两段都留下/ }).check();
    await second.getByRole('button', { name: '按所选的合在一起' }).click();
    await saved(second);
    await expect(text(second)).toHaveValue('第二个窗口的说法。\n第一个窗口的说法。');
  });
});
