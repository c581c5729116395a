// 评审员视角: a finding is answered by keyboard, the answer stays, and it can be taken back.
import { expect, test } from './support';

test.beforeEach(async ({ page, open }) => {
  await open('hosted');
  await page.getByRole('button', { name: /^打开示例：初稿/ }).click();
  await expect(page.locator('.toast')).toBeVisible();
  await page.evaluate(() => { location.hash = '/review'; });
});

test('a reason sets a finding aside, after a reload too, until it is taken back', async ({ page }) => {
  const findings = page.getByRole('region', { name: '检查结果' });
  const count = async () => Number(/^\d+/.exec((await findings.getByRole('status').textContent())!)![0]);
  await findings.locator('summary').filter({ hasText: '建议' }).first().press('Enter');
  const aside = findings.getByRole('button', { name: /^不适用，因为/ }).first();
  await aside.focus();
  const all = await count();
  await page.keyboard.press('Enter');
  const reason = page.getByRole('textbox', { name: '不适用，因为' });
  await expect(reason).toBeFocused();

  // Without a reason nothing is set aside, and one is where one was.
  await page.keyboard.press('Enter');
  await expect(aside).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(reason).toBeFocused();
  await page.keyboard.type('示例：本公司没有这项业务');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '检查结果' })).toBeFocused();
  await expect.poll(count).toBe(all - 1);
  const waived = page.getByRole('region', { name: '已搁置（1）' });
  await expect(waived).toContainText('不适用，因为：示例：本公司没有这项业务');

  await expect(page.locator('[data-saving=saved]')).toBeVisible();
  await page.reload();
  await expect(waived).toContainText('示例：本公司没有这项业务');
  await waived.getByRole('button', { name: /^恢复/ }).press('Enter');
  await expect(page.getByRole('button', { name: '撤销' })).toBeFocused();
  await expect(page.locator('.toast')).toContainText('已恢复');
  await expect.poll(count).toBe(all);
  await expect(waived).toHaveCount(0);
});

test('what is no number is mended, not set aside', async ({ page }) => {
  await page.evaluate(() => { location.hash = '/form'; });
  await page.getByLabel(/^期末资产总额 \d{4} 年$/).first().fill('约三千');
  await page.evaluate(() => { location.hash = '/review'; });
  const results = page.getByRole('region', { name: '检查结果' });
  await results.locator('summary').filter({ hasText: '填写的内容暂不能用' }).first().click();
  const finding = results.locator('li li').filter({ hasText: '“约三千”暂不能用' });
  await expect(finding.getByRole('link', { name: /去改/ })).toBeVisible();
  await expect(finding.getByRole('button')).toHaveCount(0);
});
