// Two and three windows on one dossier, in an order that nobody chose: no accepted word is lost, and none is called saved
// that is not.
import type { BrowserContext, Page } from '@playwright/test';
import { importAll, type Dossier } from './dossier';
import { chance, pick, rounds } from './rounds';
import { expect, started, test, turn } from './support';

const SLOTS = ['B.1.1.a', 'B.2.3'];

const text = (page: Page) => page.locator('#main textarea').first();

/** Everything that storage holds, also in earlier versions. */
async function everything(page: Page): Promise<string> {
  return await page.evaluate(() => new Promise<string>((resolve, reject) => {
    const opening = indexedDB.open('quality-award');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const reading = opening.result.transaction(['records', 'contents']);
      const records = reading.objectStore('records').getAll();
      const contents = reading.objectStore('contents').getAll();
      reading.oncomplete = () => {
        opening.result.close();
        resolve([...records.result, ...contents.result].join('\n'));
      };
    };
  }));
}

const choice = (page: Page) => page.getByRole('button', { name: '按所选的合在一起' });

/** Two versions are chosen from as they come; while one chooses, another window may write again. */
async function choose(page: Page, next: () => number): Promise<void> {
  const finish = choice(page);
  await expect(async () => {
    if (!(await finish.isVisible())) return;
    for (const group of await page.locator('fieldset:has(.side-pick)').all()) {
      await group.locator('input').nth(Math.floor(next() * 2)).check({ force: true, timeout: 5_000 });
    }
    await finish.click({ timeout: 5_000 });
    await expect(finish).toHaveCount(0, { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
}

async function type(page: Page, token: string, next: () => number): Promise<boolean> {
  await choose(page, next);
  const field = text(page);
  if (!(await field.isVisible().catch(() => false))) return false;
  await field.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(token);
  // A window that reads along takes nothing.
  return (await field.inputValue().catch(() => '')).includes(token);
}

for (const agree of [true, false]) {
  test(`no word is lost among windows that ${agree ? 'agree' : 'know nothing of each other'}`, async ({ context, open, page, address }) => {
    const count = rounds(3, 25);
    test.setTimeout(60_000 + count * 120_000);
    if (!agree) {
      await context.addInitScript(() => {
        Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
        (window as any).BroadcastChannel = class { postMessage() {} close() {} };
      });
    }
    // Leaving with something unsaved, and taking over, are asked about; not each time.
    context.on('dialog', (dialog) => void dialog.accept());
    await open('hosted');
    for (let round = 0; round < count; round += 1) {
      const next = chance(round * 2 + (agree ? 1 : 0));
      const name = `示例第${round}轮（虚构）`;
      const dossier: Dossier = {
        id: `round${round}`, kind: 'application', form: { fields: { 'ff-org-name': name } },
        profile: { [SLOTS[0]]: '原文', [SLOTS[1]]: '原文' },
      };
      await page.goto(address('hosted', '/'));
      await importAll(page, dossier);
      const pages = [page, await another(context, address), ...(round % 2 ? [await another(context, address)] : [])];
      const typed: string[] = [];
      for (const window of pages) await to(window, pick(next, SLOTS));
      for (let step = 0; step < 14; step += 1) {
        const at = Math.floor(next() * pages.length);
        const window = pages[at];
        const what = pick(next, ['type', 'type', 'type', 'type', 'reload', 'kill', 'take over', 'elsewhere', 'delete'] as const);
        if (what === 'type') {
          const token = `〔${agree ? 'a' : 'b'}${round}.${step}〕`;
          if (await type(window, token, next)) typed.push(token);
        } else if (what === 'reload') {
          await window.waitForTimeout(1_000);
          await choose(window, next);
          await window.reload();
          await started(window);
        } else if (what === 'kill' && at > 0) {
          await window.waitForTimeout(1_000);
          await choose(window, next);
          await window.close();
          pages[at] = await another(context, address);
          await to(pages[at], pick(next, SLOTS));
        } else if (what === 'take over') {
          const button = window.getByRole('button', { name: '改在这里写' });
          if (await button.isVisible()) {
            await button.click();
            await expect(button).toHaveCount(0, { timeout: 15_000 });
          }
        } else if (what === 'elsewhere') {
          await choose(window, next);
          await to(window, pick(next, SLOTS));
        } else if (what === 'delete') {
          await window.waitForTimeout(1_000);
          await choose(window, next);
          await deleteAndPutBack(window, name);
          for (const each of pages) {
            await openAgain(each, name, next);
            await to(each, pick(next, SLOTS));
          }
        }
        await pages[at].waitForTimeout(Math.floor(next() * 400));
      }
      // What one window chooses may come as another version to one that has chosen already.
      await expect(async () => {
        for (const window of pages) await choose(window, next);
        for (const window of pages) {
          await expect(window.locator('.saved')).toHaveAttribute('data-saving', /saved|reading/);
          await expect(choice(window)).toHaveCount(0, { timeout: 1_000 });
        }
      }).toPass({ timeout: 60_000 });
      const kept = await everything(page);
      expect(typed.filter((token) => !kept.includes(token)), `round ${round}`).toEqual([]);
      for (const window of pages.slice(1)) await window.close();
    }
  });
}

const row = (page: Page, name: string) => (
  page.getByRole('table', { name: '本机保存的档案' }).locator('tbody tr').filter({ hasText: name }));

async function deleteAndPutBack(page: Page, name: string): Promise<void> {
  await turn(page, '/dossiers');
  await row(page, name).getByRole('button', { name: /^删除/ }).click();
  await expect(row(page, name)).toHaveCount(0);
  await page.getByRole('button', { name: new RegExp(`^放回.*${name}`) }).click();
  await expect(row(page, name)).toHaveCount(1);
}

/** Opens the dossier in a window in which it was closed because it had been deleted. */
async function openAgain(page: Page, name: string, next: () => number): Promise<void> {
  await choose(page, next);
  await page.reload();
  await started(page);
  await turn(page, '/dossiers');
  await expect(row(page, name)).toHaveCount(1);
  if (await page.locator('.now-open').count() === 0) await row(page, name).getByRole('button', { name: /^打开/ }).click();
  await expect(page.locator('.now-open')).toContainText(name);
}

async function another(context: BrowserContext, address: (edition: 'hosted', route?: string) => string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address('hosted', '/'));
  await started(page);
  return page;
}

async function to(page: Page, slot: string): Promise<void> {
  await page.evaluate((id) => { location.hash = `/profile/${id}`; }, slot);
  await page.waitForTimeout(50);
}
