// Chinese typed through an input method arrives in every kind of text field and in storage as it was committed.
import type { Locator, Page } from '@playwright/test';
import { application, importAll, stored } from './dossier';
import { expect, test, turn } from './support';

/** What an input method shows while one types, and what it commits. */
const COMPOSING = ['z', 'zhi', "zhi'liang", '质liang', '质量'];
const COMMITTED = '质量𠮷；Ａ１';

/** Where the text goes: route, field, section of the record and how it is found in there. */
const fields: { what: string; route: string; field: (page: Page) => Locator; section: string }[] = [
  { what: 'a line', route: '/form', section: 'form', field: (page) => page.getByLabel('推荐单位（必填）') },
  { what: 'a long text', route: '/form', section: 'form', field: (page) => page.getByLabel('技术和管理创新（必填）') },
  { what: 'a date', route: '/form', section: 'form', field: (page) => page.getByLabel('填表日期（必填）') },
  { what: 'a number', route: '/form', section: 'form', field: (page) => page.getByLabel('职工人数（人，必填）') },
  { what: 'a cell of a grid', route: '/form', section: 'form', field: (page) => page.getByLabel('期末资产总额 2024 年') },
  { what: 'a date of an event', route: '/question/14-4', section: 'walk', field: (page) => page.getByLabel('发生日期') },
  { what: 'a line of an event', route: '/question/14-4', section: 'walk', field: (page) => page.getByLabel('文件名称和文号') },
  { what: 'a text of an event', route: '/question/14-4', section: 'walk', field: (page) => page.getByLabel('经过', { exact: true }) },
  { what: 'a figure of a year', route: '/question/14-5', section: 'walk', field: (page) => page.getByLabel('2024 年度利润总额') },
  { what: 'a code', route: '/question/gen-uscc', section: 'walk', field: (page) => page.getByLabel('统一社会信用代码') },
  { what: 'a note', route: '/question/13-2-c', section: 'walk', field: (page) => page.getByLabel('备注（选填）') },
  { what: 'a line of a row', route: '/question/13-3-a', section: 'walk', field: (page) => page.getByLabel('名次或位次说明').first() },
  { what: 'a field of a group', route: '/question/13-5-a', section: 'walk', field: (page) => page.getByLabel('出具单位', { exact: true }) },
  { what: 'a slot of the profile', route: '/profile/B.2.2', section: 'profile/B.2.2', field: (page) => page.locator('textarea').first() },
  { what: 'a text of an item', route: '/item/4.1.2', section: 'item/4.1.2', field: (page) => page.locator('textarea').first() },
];

for (const part of ['form', 'question', 'profile', 'item']) {
  test(`${part}: every kind of field takes Chinese as it is committed`, async ({ page, open }) => {
    test.setTimeout(120_000);
    const own = fields.filter(({ route }) => route.startsWith(`/${part}`));
    await open('hosted');
    await importAll(page, application);
    const keyboard = await page.context().newCDPSession(page);
    let seen: string[] = [];
    await page.exposeFunction('sawComposition', (kind: string) => { seen.push(kind); });
    for (const [at, { what, route, field, section }] of own.entries()) {
      await test.step(what, async () => {
        seen = [];
        await turn(page, route);
        const box = field(page);
        await box.focus();
        await page.keyboard.press('ControlOrMeta+a');
        await box.evaluate((element) => {
          for (const kind of ['compositionstart', 'compositionend']) {
            element.addEventListener(kind, () => (window as any).sawComposition(kind));
          }
        });
        for (const [step, text] of COMPOSING.entries()) {
          await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
          await expect(box).toHaveValue(text);
          // Longer than it takes to save: a save that drew the field again would end the composition.
          if (step === 2) await page.waitForTimeout(700);
        }
        expect(seen).toEqual(['compositionstart']);
        await keyboard.send('Input.insertText', { text: COMMITTED });
        await expect(box).toHaveValue(COMMITTED);
        expect(seen).toEqual(['compositionstart', 'compositionend']);
        // And on without one, behind what was committed.
        await page.keyboard.type('12');
        await expect(box).toHaveValue(`${COMMITTED}12`);
        const written = own.slice(0, at + 1).filter((one) => one.section === section).length;
        const inStorage = async () => (await stored(page, application.id, section)).split(JSON.stringify(`${COMMITTED}12`)).length - 1;
        await expect.poll(inStorage).toBe(written);
      });
    }
    await page.reload();
    for (const { what, route, field } of own) {
      await turn(page, route);
      await expect(field(page), what).toHaveValue(`${COMMITTED}12`);
    }
  });
}

test('Enter that ends a composition in a cell stays in the cell', async ({ page, open }) => {
  await open('hosted');
  await importAll(page, application);
  await page.evaluate(() => { location.hash = '/form'; });
  const cell = page.getByLabel('期末资产总额 2024 年');
  await cell.focus();
  const keyboard = await page.context().newCDPSession(page);
  await keyboard.send('Input.imeSetComposition', { text: 'wan', selectionStart: 3, selectionEnd: 3 });
  // What an input method sends for its own Enter.
  await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
  await expect(cell).toBeFocused();
  await keyboard.send('Input.insertText', { text: '万' });
  await expect(cell).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('期末负债总额 2024 年')).toBeFocused();
});
