// The hosted edition without its host, and the way from one version to the next.
import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { Host } from './host';
import { expect, Guard, kept, started, test } from './support';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Puts another version on the host, told apart by a mark; `torn` leaves the old page in place. */
async function publish(host: Host, torn = false): Promise<void> {
  const page = await host.text('index.html');
  const worker = await host.text('sw.js');
  const next = page.replace('</head>', '<meta name="next-version"></head>');
  const list = worker.replace(digest(page), digest(next));
  expect(list).not.toBe(worker);
  host.replace('sw.js', list.replace(/const CACHE = MINE \+ '.*'/, `const CACHE = MINE + '${digest(next).slice(0, 16)}'`));
  if (!torn) host.replace('index.html', next);
}

/** Stands in for the app's own saving, for good: the app takes its own away and sets it anew whenever storage opens. */
const savesBy = (page: Page, save: () => Promise<void>) => page.evaluate(`{
  window.standIn = ${save};
  if (!Object.getOwnPropertyDescriptor(window, 'qaBeforeUpdate')?.get) {
    Object.defineProperty(window, 'qaBeforeUpdate', { get: () => window.standIn, configurable: false });
  }
}`);

/** The page is of the version that was published. */
const isNext = (page: Page) => expect(page.locator('meta[name="next-version"]')).toHaveCount(1);
const isNotNext = (page: Page) => expect(page.locator('meta[name="next-version"]')).toHaveCount(0);

test('opens offline after the first visit, again and in a new tab', async ({ page, context, open, host }) => {
  await open('hosted');
  await kept(page);
  await host.stop();
  await page.reload();
  await started(page);
  const tab = await context.newPage();
  await tab.goto(host.url() + 'index.html#/anything');
  await started(tab);
});

test('two copies on one host do not disturb each other', async ({ browser }) => {
  const paths = ['/one/', '/two/'];
  const host = await new Host(undefined, paths).start();
  const context = await browser.newContext();
  const guard = new Guard([host.url('/')]);
  await guard.watch(context);
  const page = await context.newPage();
  for (const path of paths) {
    await page.goto(host.url(path));
    await kept(page);
  }
  await host.stop();
  for (const path of paths) {
    await page.goto(host.url(path));
    await started(page);
  }
  guard.check();
  await context.close();
});

test.describe('a new version', () => {
  test.beforeEach(async ({ page, open, host }) => {
    await open('hosted');
    await kept(page);
    await publish(host);
  });

  test('waits until the user agrees', async ({ page, context, host }) => {
    await page.reload();
    await started(page);
    await expect(page.locator('#update-offer')).toBeVisible();
    await isNotNext(page);
    // Another visit is no consent. It is let load: a request that is cut off keeps Chromium from going over to another
    // version for minutes, which is the next test's business.
    const visit = await context.newPage();
    await visit.goto(host.url());
    await started(visit);
    await expect(visit.locator('#update-offer')).toBeVisible();
    await isNotNext(visit);
    await visit.waitForLoadState('networkidle');
    await visit.close();

    await page.getByRole('button', { name: '换用新版本' }).click();
    await isNext(page);
    await started(page);
    await expect(page.locator('#update-offer')).toBeHidden();
  });

  test('says when the browser does not go over to it', async ({ page }) => {
    await page.reload();
    await started(page);
    await page.evaluate(() => { ServiceWorker.prototype.postMessage = () => {}; });
    await page.getByRole('button', { name: '换用新版本' }).click();
    await expect(page.locator('#update-text')).toContainText('还没有让新版本接手', { timeout: 15_000 });
    await isNotNext(page);
  });

  test('can be put off', async ({ page }) => {
    await page.reload();
    await page.getByRole('button', { name: '以后再说' }).click();
    await expect(page.locator('#update-offer')).toBeHidden();
    await isNotNext(page);
  });

  test('does not come before everything is saved', async ({ page }) => {
    await page.reload();
    await started(page);
    await savesBy(page, () => Promise.reject(new Error('disk full')));
    await page.getByRole('button', { name: '换用新版本' }).click();
    await expect(page.locator('#update-text')).toContainText('还没有保存好');
    await isNotNext(page);

    await savesBy(page, async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      sessionStorage.setItem('saved', 'yes');
    });
    await page.getByRole('button', { name: '再试一次' }).click();
    await isNext(page);
    expect(await page.evaluate(() => sessionStorage.getItem('saved'))).toBe('yes');
  });

  test('leaves a second window as it is until its user agrees too', async ({ page, context, host }) => {
    await page.reload();
    await started(page);
    const second = await context.newPage();
    await second.goto(host.url());
    await started(second);
    await second.evaluate(() => { document.body.dataset.writing = 'yes'; });

    await page.getByRole('button', { name: '换用新版本' }).click();
    await isNext(page);
    await expect(second.locator('#update-text')).toContainText('另一个窗口');
    await expect(second.locator('body')).toHaveAttribute('data-writing', 'yes');
    await second.getByRole('button', { name: '保存并重新打开' }).click();
    await isNext(second);
  });
});

test('half of an upload is not installed', async ({ page, open, host, guard }) => {
  guard.allow(/not the file of this version/);
  await open('hosted');
  await kept(page);
  await publish(host, true);
  const failed = page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    registration.update().catch(() => {});
    return new Promise<string>((resolve) => registration.addEventListener('updatefound', () => {
      const worker = registration.installing!;
      worker.addEventListener('statechange', () => resolve(worker.state));
    }));
  });
  expect(await failed).toBe('redundant');
  await host.stop();
  await page.reload();
  await started(page);
  await isNotNext(page);
});
