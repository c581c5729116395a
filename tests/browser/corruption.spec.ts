// What storage holds is damaged: each damage is told when the dossier is opened, mended as far as a good copy exists,
// and nothing else is touched.
import type { Page } from '@playwright/test';
import { application, importAll } from './dossier';
import { chance, pick, rounds } from './rounds';
import { beside, expect, started, test } from './support';

type Store = 'records' | 'heads' | 'previous';

/** All of a store. */
async function dump(page: Page, store: Store): Promise<Record<string, string>> {
  return await page.evaluate((name) => new Promise<Record<string, string>>((resolve, reject) => {
    const opening = indexedDB.open('quality-award');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const found: Record<string, string> = {};
      const reading = opening.result.transaction(name).objectStore(name).openCursor();
      reading.onsuccess = () => {
        const cursor = reading.result;
        if (cursor) { found[cursor.key as string] = cursor.value; cursor.continue(); return; }
        opening.result.close();
        resolve(found);
      };
    };
  }), store);
}

/** Writes values past the app; null removes. */
async function plant(page: Page, store: Store, values: Record<string, string | null>): Promise<void> {
  await page.evaluate(([name, values]) => new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('quality-award');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction(name, 'readwrite');
      for (const [key, value] of Object.entries(values)) {
        if (value === null) writing.objectStore(name).delete(key); else writing.objectStore(name).put(value, key);
      }
      writing.oncomplete = () => { opening.result.close(); resolve(); };
      writing.onerror = () => reject(writing.error);
    };
  }), [store, values] as const);
}

const flip = (text: string, at: number) => {
  const bytes = [...text];
  bytes[at % bytes.length] = bytes[at % bytes.length] === 'x' ? 'y' : 'x';
  return bytes.join('');
};

test('damaged heads, records and lists are told and mended', async ({ page, open, host, address }) => {
  const count = rounds(12, 300);
  test.setTimeout(60_000 + count * 6_000);
  await open('hosted');
  await importAll(page, application);
  // A second version of a section, so that there is one before it.
  await page.evaluate(() => { location.hash = '/profile/B.1.1.a'; });
  await page.locator('#main textarea').first().fill('后来的一版');
  await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');
  const good = { records: await dump(page, 'records'), heads: await dump(page, 'heads'), previous: await dump(page, 'previous') };
  const own = Object.keys(good.records).filter((key) => key.startsWith(application.id));
  const slot = `${application.id}/profile/B.1.1.a`;
  const next = chance(20261130);
  const told = page.getByRole('alert').filter({ hasText: '和最后一次保存的不一样' });
  for (let round = 0; round < count; round += 1) {
    await beside(page, host);
    const key = pick(next, [...own, slot]);
    const kind = pick(next, ['flip', 'cut', 'drop', 'foreign', 'head-flip', 'head-drop', 'surplus'] as const);
    const value = good.records[key];
    if (kind === 'flip') await plant(page, 'records', { [key]: flip(value, Math.floor(next() * value.length)) });
    if (kind === 'cut') await plant(page, 'records', { [key]: value.slice(0, Math.floor(next() * value.length)) });
    if (kind === 'drop') await plant(page, 'records', { [key]: null });
    if (kind === 'foreign') await plant(page, 'records', { [key]: '{"another":"program"}' });
    if (kind === 'surplus') await plant(page, 'records', { [`${application.id}/profile/B.9.9`]: value });
    const head = good.heads[application.id];
    if (kind === 'head-flip') await plant(page, 'heads', { [application.id]: flip(head, Math.floor(next() * head.length)) });
    if (kind === 'head-drop') await plant(page, 'heads', { [application.id]: null });
    await page.goto(address('hosted'));
    await started(page);
    // The dossier is there as what it is.
    await expect(page.getByRole('navigation', { name: '主要页面' }).getByText('申报表'), `${round} ${kind} ${key}`).toBeVisible();
    if (kind.startsWith('head')) {
      await expect(page.getByText('档案的目录缺失或损坏'), `${round} ${kind}`).toBeVisible();
    } else {
      await expect(told, `${round} ${kind} ${key}`).toBeVisible();
    }
    await page.evaluate(() => { location.hash = '/profile/B.1.1.a'; });
    const kept = key === slot && !kind.startsWith('head') && kind !== 'surplus' ? application.profile!['B.1.1.a'] : '后来的一版';
    await expect(page.locator('#main textarea').first(), `${round} ${kind} ${key}`).toHaveValue(kept);
    // Back to what was good.
    await beside(page, host);
    await plant(page, 'records', { ...good.records, [`${application.id}/profile/B.9.9`]: null });
    await plant(page, 'heads', good.heads);
    await plant(page, 'previous', good.previous);
  }
});
