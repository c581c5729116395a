// Both editions start, alone and within their policy.
import type { Page } from '@playwright/test';
import { axeClean, buildId, editions, expect, saved, singleUrl, started, test, turn, widths } from './support';
import { SUB_PATH } from './host';

for (const edition of editions) {
  test(`${edition}: starts and says which build it is`, async ({ page, open }) => {
    await open(edition);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('#crash, #unsupported, #loading').filter({ visible: true })).toHaveCount(0);
    const build = await buildId(page);
    expect(build).toMatch(/^[0-9a-f]{12}$/);
    await expect(page.locator('#app')).toContainText(build);
  });

  test(`${edition}: a script that the policy does not name is blocked`, async ({ page, open, guard }) => {
    await open(edition);
    guard.allow(/Content Security Policy|policy: (script|style)-src/);
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.planted = true';
      document.body.append(script);
      return 'planted' in window;
    });
    expect(ran).toBe(false);
    await expect.poll(() => guard.problems.join()).toContain('policy: script-src');
  });

  test(`${edition}: the skip link moves the focus and leaves the address alone`, async ({ page, open }) => {
    await open(edition);
    const before = page.url();
    await page.keyboard.press('Tab');
    await expect(page.locator('a.skip')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('#main')).toBeFocused();
    expect(page.url()).toBe(before);
  });

  for (const width of widths) {
    test(`${edition}: the first page is accessible at ${width} px`, async ({ page, open }) => {
      await page.setViewportSize({ width, height: 800 });
      await open(edition);
      await axeClean(page);
    });
  }

  test(`${edition}: a browser that lacks something is told so and starts nothing`, async ({ page, address }) => {
    await page.addInitScript(() => { Object.defineProperty(window, 'indexedDB', { value: undefined }); });
    await page.goto(address(edition));
    await expect(page.locator('#unsupported')).toBeVisible();
    await expect(page.locator('#unsupported-list')).toHaveText('IndexedDB');
    await expect(page.locator('#loading')).toBeHidden();
    await axeClean(page);
    await expect(page.locator('html[data-started]')).toHaveCount(0);
  });
}

/** Storage that is opened by the page answers when it is told to; after a reload at once. */
async function storageHeld(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    if (sessionStorage.getItem('held')) return;
    sessionStorage.setItem('held', 'once');
    const really = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...args: [string, number?]) {
      const request = really.apply(this, args);
      request.addEventListener('success', (event) => {
        event.stopImmediatePropagation();
        (window as any).answer = () => request.dispatchEvent(new Event('success'));
      }, { once: true });
      return request;
    };
  });
  return async () => {
    await page.waitForFunction(() => 'answer' in window);
    await page.evaluate(() => (window as any).answer());
  };
}

/** Where and what everything of the welcome is. */
function welcome(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const main = document.querySelector('#main')!;
    const parts = main.querySelectorAll('h1, p.read, section h2, ul.tasks button, ul.tasks p, .row button');
    const header = document.querySelector('.brand')!;
    return [header, ...parts].map((part) => {
      const { x, y, width, height } = part.getBoundingClientRect();
      return [part.textContent!.trim(), x, y, width, height].join(' ');
    });
  });
}

for (const width of widths) {
  test(`what is seen before the app is there stays where it is, and what is pressed there happens, at ${width} px`, async ({ page, address, host }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.addInitScript(() => {
      (window as any).shifts = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as any[]) {
          if (!entry.hadRecentInput) (window as any).shifts.push(entry.value);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    let release = () => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    await page.route(/app\.[^/]*\.wasm$/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(address('hosted'), { waitUntil: 'commit' });
    const begin = page.getByRole('button', { name: '准备申报' });
    await expect(begin).toBeVisible();
    await axeClean(page);
    const before = await welcome(page);
    expect(before.length).toBeGreaterThan(9);
    release();
    await started(page);
    expect(await welcome(page)).toEqual(before);
    expect(await page.evaluate(() => (window as any).shifts)).toEqual([]);
    expect(host.missing).toEqual([]);
  });
}

for (const edition of editions) {
  test(`${edition}: a button pressed before the app is there is pressed in it`, async ({ page, address }) => {
    const answer = await storageHeld(page);
    await page.goto(address(edition));
    await page.getByRole('button', { name: '快速预审' }).click();
    await expect(page.getByRole('status').filter({ hasText: '打开后就进入“快速预审”' })).toBeVisible();
    await answer();
    await started(page);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('哪一天');
    // Who has a dossier is not welcomed again.
    await saved(page);
    await page.reload();
    await started(page);
    expect(await page.evaluate(() => localStorage.getItem('quality-award-used'))).toBe('1');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('哪一天');
  });
}

test('a page gone to while the app still opens has the focus once it is there', async ({ page, address }) => {
  const answer = await storageHeld(page);
  await page.goto(address('hosted'));
  const heading = page.getByRole('heading', { level: 1 });
  await expect(page.locator('#welcome')).toBeVisible();
  await turn(page, '/help');
  await expect(page.locator('#welcome')).toBeHidden();
  await answer();
  await expect(heading).toHaveText('帮助');
  await expect(heading).toBeFocused();
});

test.describe('the program comes in pieces', () => {
  // A worker would have fetched them all.
  test.use({ serviceWorkers: 'block' });

  test('one that does not come is said, with a way to try again, and nothing written is lost', async ({ page, open, guard }) => {
    guard.allow(/split_writing|Failed to load resource|Failed to fetch/);
    await page.route(/split_writing/, (route) => route.abort());
    await open('hosted');
    await page.getByRole('button', { name: '准备申报' }).click();
    const heading = page.getByRole('heading', { level: 1 });
    await expect(heading).toContainText('未命名档案');
    await turn(page, '/form');
    await expect(heading).toHaveText('这一页没有打开');
    await expect(heading).toBeFocused();
    await axeClean(page);
    // What is there already goes on.
    await turn(page, '/');
    await expect(heading).toContainText('未命名档案');
    await turn(page, '/form');
    await expect(heading).toHaveText('这一页没有打开');
    await page.unroute(/split_writing/);
    await page.getByRole('button', { name: '再试一次' }).click();
    await expect(heading).toHaveText('申报表');
    await expect(heading).toBeFocused();
    expect(await page.title()).toContain('申报表');
  });

  test('the start page needs none, and the others come when the browser is idle', async ({ page, open, host }) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    await page.route(/(split|chunk)_/, async (route) => {
      await held;
      await route.continue();
    });
    await open('hosted');
    await expect(page.getByRole('button', { name: '准备申报' })).toBeEnabled();
    await page.getByRole('button', { name: '快速预审' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('正在打开');
    release();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('哪一天');
    await expect.poll(() => host.requests.filter((path) => path.includes('split_')).length).toBe(4);
    expect(host.missing).toEqual([]);
  });
});

test('hosted: asks for nothing outside its folder, and for nothing that is not there', async ({ page, open, host }) => {
  await open('hosted');
  await page.waitForLoadState('networkidle');
  expect(host.requests.length).toBeGreaterThan(3);
  expect(host.requests.filter((path) => !path.startsWith(SUB_PATH))).toEqual([]);
  expect(host.missing).toEqual([]);
});

test('single: asks for nothing but itself', async ({ page, open }) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await open('single');
  expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([singleUrl]);
});

test('without scripts the page says what it needs', async ({ browser, host }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(host.url());
  // By its element: what is found by text leaves out these.
  await expect(page.locator('noscript p')).toBeVisible();
  await context.close();
});
