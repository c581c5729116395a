// 查找 with the keyboard alone, and the help sheet: what was typed is found from another page, and the way leads into its
// field.
import { application, importAll } from './dossier';
import { Keyboard } from './keyboard';
import { editions, expect, test } from './support';

for (const edition of editions) {
  test(`what is typed in an item is found from another page (${edition})`, async ({ page, open }) => {
    await open(edition);
    await importAll(page, application);
    await page.evaluate(() => { location.hash = '/item/4.2.2'; });
    const field = page.getByRole('textbox', { name: '制定过程' });
    await field.fill('每年十月与ＭＥＳ系统里的标杆数据逐项对比，\n由总经理定稿。');

    await page.evaluate(() => { location.hash = '/verdict'; });
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    const keyboard = new Keyboard(page);
    await keyboard.accessKey('s');
    const box = page.getByRole('textbox', { name: '要找的词' });
    await expect(box).toBeFocused();
    const status = page.getByRole('search').locator('+ [role=status]');
    await expect(status).toContainText('输入要找的词');

    await keyboard.write('mes 总经理');
    await page.keyboard.press('Enter');
    await expect(status).toHaveText('写过的内容里找到 1 处，写作指引里没有。');
    await expect(box).toBeFocused();
    await expect(page.locator('.found mark')).toHaveText(['ＭＥＳ', '总经理']);
    const link = '自我评价：4.2.2 战略制定，制定过程';
    await keyboard.tabTo('the place', ({ tag, text }) => tag === 'a' && text === link);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/item\/4\.2\.2$/);
    await expect(field).toBeFocused();

    // Back to what was found; the same key leads to the field with the words still in it.
    await page.goBack();
    await expect(status).toHaveText('写过的内容里找到 1 处，写作指引里没有。');
    await expect(box).toHaveValue('mes 总经理');
    await keyboard.accessKey('s');
    await expect(box).toBeFocused();
    await keyboard.write('查无此词');
    await page.keyboard.press('Enter');
    await expect(status).toContainText('没有找到“查无此词”。');
  });
}

test('guidance is found apart, and long lists say how much more there is', async ({ page, open }) => {
  await open('hosted', '/find');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('查找');
  await page.evaluate(() => { location.hash = '/dossiers'; });
  await importAll(page, application);
  await page.evaluate(() => { location.hash = '/find/标杆'; });
  const guidance = page.getByRole('region', { name: /^写作指引/ });
  await expect(guidance.getByRole('link').first()).toBeVisible();
  await expect(page.getByRole('region', { name: /^写过的内容/ })).toHaveCount(0);
  await page.evaluate(() => { location.hash = '/find/的'; });
  await expect(guidance.getByRole('listitem')).toHaveCount(50);
  await expect(guidance).toContainText(/还有 \d+ 处没有列出/);
  // Typing searches nothing yet.
  await page.getByRole('textbox', { name: '要找的词' }).fill('质');
  await expect(guidance.getByRole('listitem')).toHaveCount(50);
});

test('the help sheet is one link away and names the keys there are', async ({ page, open }) => {
  await open('hosted');
  await page.getByRole('link', { name: '帮助' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('帮助');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.evaluate(() => { location.hash = '/'; });
  await importAll(page, application);

  // The keys that it names do what it says.
  await page.evaluate(() => { location.hash = '/item/4.1.2'; });
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  const keyboard = new Keyboard(page);
  await keyboard.accessKey('n');
  await expect(page).toHaveURL(/#\/item\/4\.1\.3$/);
  await keyboard.accessKey('p');
  await expect(page).toHaveURL(/#\/item\/4\.1\.2$/);
});
