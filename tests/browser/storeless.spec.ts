// A browser that keeps nothing: it is said at once, and what is written is not replaced without asking.
import { annual, application, importAll, packageFile } from './dossier';
import { expect, test } from './support';

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => { throw new DOMException('planted: no storage', 'SecurityError'); };
  });
});

test('another dossier takes the place of what is written only after asking', async ({ page, open }) => {
  const asked: string[] = [];
  let accept = false;
  page.on('dialog', async (dialog) => {
    asked.push(dialog.message());
    await (accept ? dialog.accept() : dialog.dismiss());
  });
  await open('hosted');
  await expect(page.getByRole('alert')).toContainText('现在填写的内容关掉页面就没有了');
  await page.getByRole('button', { name: '知道了' }).click();
  // Nothing is open; then nothing is changed yet.
  await importAll(page, application, annual, application);
  expect(asked).toEqual([]);

  await page.evaluate(() => { location.hash = '/profile/B.2.3'; });
  const text = page.getByRole('textbox').first();
  await text.fill('内审每季一次');
  await page.evaluate(() => { location.hash = '/dossiers'; });
  const field = page.locator('input[type=file]').first();
  await field.setInputFiles(packageFile(annual));
  await expect.poll(() => asked).toHaveLength(1);
  expect(asked[0]).toContain('换成另一份以后就没有了');
  await page.getByRole('button', { name: /^快速预审/ }).click();
  await expect.poll(() => asked).toHaveLength(2);
  await page.getByRole('button', { name: /^打开示例/ }).first().click();
  await expect.poll(() => asked).toHaveLength(3);
  await page.evaluate(() => { location.hash = '/profile/B.2.3'; });
  await expect(text).toHaveValue('内审每季一次');

  // What was exported may go, once somebody says that the file is there.
  await page.evaluate(() => { location.hash = '/'; });
  await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出备份' }).first().click()]);
  await page.getByRole('button', { name: '存好了' }).click();
  await importAll(page, annual);
  expect(asked).toHaveLength(3);
  await page.evaluate(() => { location.hash = '/annual'; });
  await page.getByRole('textbox').first().fill('2026-01-01');
  accept = true;
  await page.evaluate(() => { location.hash = '/'; });
  await importAll(page, application);
  expect(asked).toHaveLength(4);
});
