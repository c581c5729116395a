// The day on this computer: it moves everywhere at once while a page stays open, whichever way it changes.
import type { Page } from '@playwright/test';
import { importAll, type Dossier } from './dossier';
import { expect, test, turn } from './support';

/** No day of the application is given, so that everything is as of today: the form asks for the three years before. */
const dossier: Dossier = {
  id: 'clock1',
  kind: 'application',
  form: { fields: { 'ff-org-name': '示例精密制造有限公司（虚构）' }, figures: { 'ff-fig-assets': { 2023: '约三千' } } },
};

/** Opens the dossier at a time of the computer's clock. */
async function openAt(page: Page, open: () => Promise<void>, time: string): Promise<void> {
  await page.clock.install({ time: new Date(time) });
  await open();
  await importAll(page, dossier);
}

const computed = (page: Page) => page.getByText(/计算日期：/);
const finding = (page: Page) => page.getByRole('listitem').filter({ hasText: '“约三千”暂不能用' });
/** A year that the form asks for, and one that it does not. */
const wrong = '要处理';
const ofNoAccount = '参考';

test('midnight moves the verdict on a page that stays open', async ({ page, open }) => {
  await openAt(page, () => open('hosted'), '2026-12-31T23:30:00+08:00');
  await turn(page, '/verdict');
  await expect(computed(page)).toContainText('计算日期：2026-12-31。');
  // As a computer that slept: one look is enough.
  await page.clock.fastForward('31:00');
  await expect(computed(page)).toContainText('计算日期：2027-01-01。');
});

test('midnight moves the checks and the form without a change in the dossier', async ({ page, open }) => {
  await openAt(page, () => open('hosted'), '2026-12-31T23:59:00+08:00');
  await turn(page, '/review');
  await expect(finding(page)).toContainText(wrong);
  await page.clock.runFor('01:30');
  await expect(finding(page)).toContainText(ofNoAccount);
  await turn(page, '/form');
  await expect(page.getByLabel('期末资产总额 2026 年')).toBeVisible();
});

test('a clock that is set back is followed within a minute, or at once when one comes back to the page', async ({ page, open }) => {
  await openAt(page, () => open('hosted'), '2027-01-01T09:00:00+08:00');
  await turn(page, '/review');
  await expect(finding(page)).toContainText(ofNoAccount);
  await page.clock.setSystemTime(new Date('2026-12-31T09:00:00+08:00'));
  await page.clock.runFor('01:00');
  await expect(finding(page)).toContainText(wrong);
  await turn(page, '/verdict');
  await expect(computed(page)).toContainText('计算日期：2026-12-31。');
  for (const [event, day] of [['focus', '2026-12-20'], ['pageshow', '2026-12-10'], ['visibilitychange', '2026-11-30']] as const) {
    await page.clock.setSystemTime(new Date(`${day}T09:00:00+08:00`));
    await page.evaluate((event) => (event === 'visibilitychange' ? document : window).dispatchEvent(new Event(event)), event);
    await expect(computed(page)).toContainText(`计算日期：${day}。`);
  }
});

test.describe('on the way', () => {
  // Playwright's own time zone could not be changed any more.
  test.use({ timezoneId: '' });

  test('a time zone that changes is followed', async ({ page, open, context }) => {
    // New year on Kiritimati and nowhere else.
    await openAt(page, () => open('hosted'), '2027-01-01T00:30:00+14:00');
    await turn(page, '/verdict');
    await expect(computed(page)).toContainText('计算日期：2026-12-3');
    const browser = await context.newCDPSession(page);
    await browser.send('Emulation.setTimezoneOverride', { timezoneId: 'Pacific/Kiritimati' });
    await page.clock.runFor('01:00');
    await expect(computed(page)).toContainText('计算日期：2027-01-01。');
    await turn(page, '/review');
    await expect(finding(page)).toContainText(ofNoAccount);
  });
});
