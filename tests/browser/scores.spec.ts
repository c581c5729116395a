// The score of the app against one that is computed apart from it, over packages made at random.
import { writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { packageFile } from './dossier';
import { checkAll, exported } from './native';
import { items } from './packs.mjs';
import { scores } from './scores.mjs';

const COUNT = 1_000;

/** Numbers from 0 to below `limit`, the same in every run (mulberry32). */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6D2B79F5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

test('1,000 random packages have the scores of an independent computation', async ({}, testInfo) => {
  const below = random(19_580);
  const texts: string[] = [];
  const files: string[] = [];
  for (let number = 0; number < COUNT; number += 1) {
    // From nothing scored to everything scored, in any order of the items.
    const share = below(101);
    const written = items().flatMap(({ id }) => {
      const percent = below(100) < share ? { percent: below(21) * 5 } : {};
      return below(10) === 0 ? [] : [{ id, ...percent, reason: `第 ${number} 份` }];
    });
    written.sort(() => below(3) - 1);
    const kind = below(4) === 0 ? 'annual' : 'application';
    const path = testInfo.outputPath(`${number}.json`);
    const { buffer } = packageFile({ id: `random${number}`, kind, items: written });
    await writeFile(path, buffer);
    files.push(path);
    // Some as the command writes them again.
    texts.push(number % 20 ? buffer.toString() : await exported(path));
  }
  const reports = await checkAll(files, '2026-11-24');
  expect(reports).toHaveLength(COUNT);
  expect(reports.map(({ score }) => score)).toStrictEqual(texts.map(scores));
  // The packages are as different as they were meant to be.
  expect(new Set(reports.map(({ score }) => score.total)).size).toBeGreaterThan(COUNT / 2);
  expect(new Set(reports.map(({ score }) => score.scored)).size).toBeGreaterThan(20);
});
