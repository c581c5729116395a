// The sample dossiers: one click away, in both editions, without a network.
import type { Page } from '@playwright/test';
import { axeClean, editions, expect, kept, test } from './support';

interface Sample { button: string; organisation: string; verdict: RegExp; score: string; earliest?: string }

const samples: Sample[] = [
  {
    button: '打开示例：写得好的（虚构）',
    organisation: '示例耐材有限公司（虚构）',
    verdict: /^目前结论：.*没有发现不符合条件或不得申报的情形/,
    score: '569.5 / 1000 分',
  },
  {
    button: '打开示例：初稿（虚构）',
    organisation: '示例耐材有限公司（虚构，初稿）',
    verdict: /^目前结论：.*目前还不能申报/,
    score: '752 / 940 分',
    earliest: '2028-08-12',
  },
];

async function opens(page: Page, sample: Sample): Promise<void> {
  // On the first page until a dossier is open, from then on beside the list of all.
  const others = page.getByRole('link', { name: '切换档案' });
  if (await others.isVisible()) await others.click();
  await page.getByRole('button', { name: sample.button }).click();
  await expect(page.getByText('已打开示例。')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(sample.organisation);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByRole('heading', { name: sample.verdict })).toBeVisible();
  await expect(page.getByText(sample.score, { exact: true })).toBeVisible();
  if (sample.earliest) await expect(page.locator('.verdict')).toContainText(sample.earliest);
}

for (const edition of editions) {
  for (const sample of samples) {
    test(`${edition}: ${sample.button}`, async ({ page, open }) => {
      await open(edition);
      await opens(page, sample);
      await axeClean(page);
    });
  }

  test(`${edition}: each click makes another dossier and asks nothing`, async ({ page, open }) => {
    page.on('dialog', (dialog) => { throw new Error(dialog.message()); });
    await open(edition);
    for (const sample of [samples[0], samples[1], samples[0]]) await opens(page, sample);
    await page.reload();
    await expect(page.getByText(samples[0].score, { exact: true })).toBeVisible();
    await page.getByRole('link', { name: '切换档案' }).click();
    await expect(page.locator('table.cards tbody tr')).toHaveCount(3);
  });
}

test('hosted: opens samples without the host after one visit', async ({ page, open, host }) => {
  await open('hosted');
  await kept(page);
  await host.stop();
  await opens(page, samples[0]);
  await opens(page, samples[1]);
});

test('hosted: says so when a sample cannot be fetched', async ({ page, open, host, guard }) => {
  guard.allow(/404/);
  const file = (await host.text('index.html')).match(/sample-strong\.\w+\.json/)![0];
  host.replace(file, null);
  await open('hosted');
  await page.getByRole('button', { name: samples[0].button }).click();
  await expect(page.getByText('没有打开示例')).toContainText('现在的内容没有变化');
});
