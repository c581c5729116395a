// 年度自评: which year of the award it is, what one must look at, and the texts.
import { annual, importAll, stored } from './dossier';
import { expect, test } from './support';

test.beforeEach(async ({ page, open }) => {
  await open('hosted');
  await importAll(page, annual);
  await page.evaluate(() => { location.hash = '/annual'; });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('2026 年度自评报告');
});

test('says which of the four years it is, and when it is none of them', async ({ page }) => {
  const validity = page.getByRole('region', { name: /^有效期/ });
  await expect(validity).toContainText('有效期：第 2 年，共 4 年');
  await expect(validity).toContainText('2029-06-17');
  await expect(validity).toContainText('2029-06-18');
  await expect(validity.locator('[aria-current=step]')).toHaveText('第 2 年2026 年度，本报告');
  const year = page.getByLabel('报告年度');
  await year.fill('2029');
  await expect(validity).toContainText('报告年度不在这次获奖的有效期里');
  await expect(validity.locator('[aria-current=step]')).toHaveCount(0);
  await year.fill('202');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('年度自评报告');
  await page.getByLabel('获奖日期').fill('2199-06-18');
  await expect(validity.locator('.years')).toHaveCount(0);
  await page.getByLabel('获奖日期').fill('2026年');
  await expect(validity.locator('.years')).toHaveCount(0);
  await expect(page.getByText('不是年份')).toBeVisible();
});

test('the prize stands beside what it is for, the declaration beside what costs the award', async ({ page }) => {
  const prize = page.getByRole('region', { name: '5. 奖金使用' });
  await expect(prize.getByRole('listitem')).toHaveCount(8);
  await expect(prize).toContainText('质量检验机构和实验室建设');
  await prize.getByText('依据：第二十四条').first().click();
  await expect(prize.getByText('不得挪作他用').first()).toBeVisible();
  const events = page.getByRole('region', { name: '9. 重大事项声明' });
  await expect(events.getByRole('listitem')).toHaveCount(4);
  await expect(events).toContainText('第二十五条第（一）项：弄虚作假');
});

test('texts are kept apart, with a reminder of their length', async ({ page }) => {
  const publicity = page.getByRole('region', { name: '8. 荣誉宣传使用情况' });
  await expect(publicity).toContainText('提醒：已写');
  await page.getByRole('link', { name: '推广分享' }).click();
  await expect(page.getByRole('heading', { name: '6. 推广分享' })).toBeFocused();
  await page.getByLabel('推广分享', { exact: true }).fill('开放日一次');
  await expect.poll(() => stored(page, annual.id, 'annual/an-sharing')).toBe('"开放日一次"');
  await page.getByRole('link', { name: /个条目的自评$/ }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('4.1.2');
});
