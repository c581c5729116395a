// What every browser test stands on. Import `test` and `expect` from here, not from Playwright: then any test fails
// when the page logs an error, throws, breaks its Content-Security-Policy, or asks anyone but its own host.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DIST, Host, SUB_PATH } from './host';

export { expect };

/** Both ways the app reaches people: from a host under a sub-path, and as one file over `file://`. */
export const editions = ['hosted', 'single'] as const;
export type Edition = (typeof editions)[number];

/** The widths that every page is looked at. */
export const widths = [1280, 375] as const;

/** What the page offers beside its elements; see `web/boot.js` and `web/update.js`. */
declare global {
  interface Window {
    qaCrash(message: string): void;
    qaBeforeUpdate?(): Promise<void>;
  }
}

/** Collects what no page may do. A test that provokes such a thing allows it by a pattern. */
export class Guard {
  readonly problems: string[] = [];
  private readonly allowed: RegExp[] = [];

  constructor(private readonly origins: string[]) {}

  /** What matches is expected in this test. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  /** Watches all pages of a context, those it has and those to come. */
  async watch(context: BrowserContext): Promise<void> {
    context.on('console', (message) => {
      // A page without an icon of its own is asked for one by the browser; see `beside`.
      const icon = message.location().url.endsWith('/favicon.ico');
      if (message.type() === 'error' && !icon) this.note(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => this.note(`error: ${error.error()}`));
    context.on('request', (request) => {
      const url = request.url();
      const own = /^(data|blob|about):/.test(url) || this.origins.some((origin) => url.startsWith(origin));
      if (!own) this.note(`request: ${url}`);
    });
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
    });
  }

  private note(problem: string): void {
    this.problems.push(problem);
  }

  /** Fails unless everything noted was allowed. */
  check(): void {
    expect(this.problems.filter((problem) => !this.allowed.some((pattern) => pattern.test(problem)))).toEqual([]);
  }
}

/** The address of the single-file edition. */
export const singleUrl = pathToFileURL(join(DIST, 'quality-award.html')).href;

interface Fixtures {
  /** This test's own host, so that it may stop it or change a file. */
  host: Host;
  /** Watches the test's context; check is automatic. */
  guard: Guard;
  /** The address of an edition, with the route that comes after `#`. */
  address: (edition: Edition, route?: string) => string;
  /** Opens an edition in the test's page and waits until the app is there. */
  open: (edition: Edition, route?: string) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  host: async ({}, use) => {
    const host = await new Host().start();
    await use(host);
    await host.stop();
  },
  guard: [async ({ context, host }, use) => {
    const guard = new Guard([host.url('/'), singleUrl]);
    await guard.watch(context);
    await use(guard);
    guard.check();
  }, { auto: true }],
  address: async ({ host }, use) => {
    await use((edition, route) => (edition === 'hosted' ? host.url() : singleUrl) + (route ? `#${route}` : ''));
  },
  open: async ({ page, address }, use) => {
    await use(async (edition, route) => {
      await page.goto(address(edition, route));
      await started(page);
    });
  },
});

/** Waits until the app has taken over the page, and the page of the address is there. */
export async function started(page: Page): Promise<void> {
  await page.locator('html[data-started]').waitFor();
  await expect(page.locator('h1[data-coming]')).toHaveCount(0);
}

/** Goes to a page of the app's origin on which the app does not run, to look at or change what it stores. */
export async function beside(page: Page, host: Host): Promise<void> {
  await page.goto(host.url(`${SUB_PATH}sw.js`));
}

/** Waits until the hosted edition is kept on this machine whole. */
export async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active!.state === 'activated') return;
    await new Promise((resolve) => active!.addEventListener('statechange', resolve, { once: true }));
  });
  // What the page itself fetches when it is idle.
  await page.waitForLoadState('networkidle');
}

/** The id of the build that the page belongs to. */
export async function buildId(page: Page): Promise<string> {
  return await page.locator('meta[name="quality-award-build"]').getAttribute('content') ?? '';
}

/** Goes to another page of the app. */
export async function turn(page: Page, route: string): Promise<void> {
  await page.evaluate((to) => { location.hash = to; }, route);
}

/** Goes to another page of the app, and waits until one has come there. */
export async function go(page: Page, route: string): Promise<void> {
  await turn(page, route);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
}

/** On the print view: everything there is, not only what is handed in. */
export async function printAll(page: Page): Promise<void> {
  await page.getByRole('radio', { name: '全部', exact: true }).check();
}

/** Opens the menu, where the pages do not stand in a row. */
export async function openMenu(page: Page): Promise<void> {
  const menu = page.locator('.menu > summary');
  if (await menu.isVisible()) await menu.click();
}

/** Switches 大字, which stands in the menu of a phone. */
export async function switchLarge(page: Page): Promise<void> {
  await openMenu(page);
  await page.getByRole('button', { name: '大字' }).click();
  await page.keyboard.press('Escape');
}

/** Goes to a page that stands under 更多, in the menu of a phone too. */
export async function goToMore(page: Page, name: string): Promise<void> {
  const pages = page.getByRole('navigation', { name: '主要页面' });
  await pages.locator('summary:visible').first().click();
  await pages.getByRole('link', { name }).click();
}

/** Waits until everything is stored. */
export async function saved(page: Page): Promise<void> {
  await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');
}

/** A clock that the test sets. The page begins anew under it, which could not stop a timer of the real one. */
export async function setClock(page: Page): Promise<void> {
  await page.clock.install();
  await page.reload();
  await started(page);
}

/** What another program puts on the clipboard, and Ctrl+V. */
export async function pasteKey(page: Page, text: string, html = ''): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(async ([text, html]) => {
    const of = (type: string, content: string) => ({ [type]: new Blob([content], { type }) });
    await navigator.clipboard.write([new ClipboardItem({ ...of('text/plain', text!), ...(html && of('text/html', html)) })]);
  }, [text, html]);
  await page.keyboard.press('ControlOrMeta+v');
}

/** No violation of the rules for accessible pages, as far as a program can tell. */
export async function axeClean(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  // In the page itself, as there are no frames of other hosts, and without an account of what is right.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(tags).setLegacyMode();
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target).join(', ')}`);
  expect(found).toEqual([]);
}
