// The whole way, by keyboard alone: from an empty browser through every question, every field of the form, every slot
// and every item to the data file and the print; and in each other way the app reaches people a short one.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { Applicant } from './applicant';
import { application, importAll } from './dossier';
import type { Host } from './host';
import { check } from './native';
import { questions, steps } from './packs.mjs';
import { bookText, misprinted } from './paper';
import { schemaErrors } from './schema';
import { editions, expect, kept, printAll, started, test } from './support';
import { shown, told } from './verdict';

/** Once the app is kept on the machine its host may be gone. */
async function goOffline(page: Page, host: Host): Promise<void> {
  await kept(page);
  await host.stop();
  await page.reload();
  await started(page);
}

for (const edition of editions) {
  test(`${edition}: a short way by keyboard`, async ({ page, open }) => {
    await open(edition);
    const applicant = new Applicant(page);
    await applicant.begin();
    await applicant.writeProfile();
    await applicant.home();
    await expect(page.getByText('已写 14 / 14 段')).toBeVisible();
    const file = await applicant.exported();
    expect(schemaErrors(file)).toEqual([]);
    await opensAgain(page, applicant, file);
  });
}

/** The file opened in place of a draft that has gone on: the same file again, byte for byte. */
async function opensAgain(page: Page, applicant: Applicant, file: Buffer): Promise<void> {
  await applicant.keys.follow('组织概述');
  await applicant.keys.tabTo('the text', ({ tag }) => tag === 'textarea');
  await applicant.keys.write('写到别处去了');
  await applicant.home();
  expect((await applicant.exported()).equals(file)).toBe(false);
  await page.locator('input[type=file]').first()
    .setInputFiles({ name: '备份.json', mimeType: 'application/json', buffer: file });
  await page.getByRole('button', { name: '用文件替换本机的' }).click();
  await expect(page.getByText('与封面指纹一致。')).toBeVisible();
  expect((await applicant.exported()).equals(file)).toBe(true);
}

test('offline: the whole way by keyboard', async ({ page, open, host }, testInfo) => {
  test.setTimeout(300_000);
  await open('hosted');
  await goOffline(page, host);
  const applicant = new Applicant(page);
  await applicant.begin();
  await applicant.answerAll();
  await applicant.home();
  await applicant.writeForm();
  await applicant.home();
  await applicant.writeProfile();
  await applicant.home();
  await applicant.writeItems();
  await applicant.home();
  await expect(page.getByText('已写 14 / 14 段')).toBeVisible();
  await expect(page.getByText('已写 23 / 23 条，已评 23 条')).toBeVisible();
  const file = await applicant.exported();
  expect(schemaErrors(file)).toEqual([]);

  // The native command comes to the same verdict, condition by condition.
  await applicant.keys.follow('查看逐条判定和依据');
  await applicant.at('/verdict');
  const { verdict, today } = await shown(page);
  const path = testInfo.outputPath('export.json');
  await writeFile(path, file);
  expect(verdict).toEqual(told(await check(path, today)));
  expect(new Set(Object.values(verdict.findings).map(({ label }) => label)).size).toBeGreaterThan(3);
  expect(verdict.earliest).not.toBeNull();
  await applicant.home();

  // On paper: everything typed, in order, once; and what is not there would be missed.
  await applicant.keys.follow('打印和导出');
  await applicant.at('/print');
  await printAll(page);
  const print = async () => bookText(await page.pdf({ preferCSSPageSize: true }));
  const typed = applicant.printed();
  expect(misprinted(await print(), typed, applicant.saidAgain())).toEqual([]);
  const lost = typed[typed.length / 2 | 0];
  // The innermost element that holds its first line.
  await page.locator('.book *').filter({ hasText: lost.split('\n')[0] }).last().evaluate((node) => node.remove());
  expect(misprinted(await print(), typed, applicant.saidAgain())).toEqual([`missing: ${lost}`]);

  await applicant.home();
  await opensAgain(page, applicant, file);
});

/** Answers that others hang on: the question, its field, another answer, the one before. */
const CHANGES = [
  ['13-1-a', 'f-walk-answers-13-1-a-value', 'no', 'yes'],
  ['gen-org-kind', 'f-walk-answers-gen-org-kind-value', 'non_profit', 'enterprise'],
  ['gate-ban', 'f-walk-previous-award-status', 'none', 'revoked'],
  ['13-3-a', 'f-walk-answers-13-3-a-value', 'none', 'have'],
] as const;

test('going back and changing an answer loses no other', async ({ page, open }) => {
  await open('hosted');
  // Everything is answered, and an award was revoked: days hang on that.
  const { fingerprint, ...sample } = JSON.parse(await readFile(join(import.meta.dirname, '../samples/strong.json'), 'utf8'));
  sample.walk.previous_award = { status: 'revoked', awarded: '2018/05/01', revoked: '2020/06/01' };
  await importAll(page, sample);
  const applicant = new Applicant(page);
  const { keys } = applicant;
  const file = await applicant.exported();

  const sameButOne = async () => {
    const [one, two] = [leaves(file), leaves(await applicant.exported())];
    expect(two.filter((leaf) => !one.includes(leaf))).toHaveLength(1);
    expect(one.filter((leaf) => !two.includes(leaf))).toHaveLength(1);
  };
  const change = async (question: string, field: string, value: string) => {
    const { ask } = questions().find(({ id }) => id === question)!;
    await keys.follow('核对回答');
    await keys.follow(`修改：${ask}`);
    await keys.tabTo(field, ({ name }) => name === field);
    await keys.choose(value);
    await keys.tabTo('the button', ({ type }) => type === 'submit');
    await keys.leave();
    await applicant.at('/answers');
    expect((await keys.focus()).text).toBe(`修改：${ask}`);
    await applicant.home();
  };
  for (const [question, field, other, before] of CHANGES) {
    await change(question, field, other);
    await sameButOne();
    await change(question, field, before);
    // Changed back, it is the same file byte for byte.
    expect((await applicant.exported()).equals(file)).toBe(true);
  }

  // The same by going back question by question.
  const last = steps().slice(-3);
  await keys.follow('内部公示和镇（街道）推荐');
  for (const step of last.slice(0, -1).reverse()) {
    await keys.follow('上一题');
    await applicant.at(`/question/${step}`);
  }
  const { name, value } = await keys.tabTo('the answer', ({ type, checked }) => type === 'radio' && checked);
  expect(name).toContain(last[0]);
  expect(value).toBe('no');
  await keys.choose('unsure');
  for (const step of last.slice(1)) {
    await keys.tabTo('the button', ({ type }) => type === 'submit');
    await keys.leave();
    await applicant.at(`/question/${step}`);
  }
  await applicant.home();
  await sameButOne();
});

test('a reading that open points share is chosen in one place', async ({ page, open }) => {
  await open('hosted');
  await importAll(page, application);
  for (const route of ['/question/14-6', '/readings']) {
    await page.evaluate((to) => { location.hash = to; }, route);
    await expect(page.getByText('按哪种理解，与上面一起选。')).toHaveCount(1);
    const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.filter((id, at) => ids.indexOf(id) !== at), route).toEqual([]);
  }
});

/** What a package holds, one line a value, without what follows from the rest. */
function leaves(file: Buffer): string[] {
  const flat = (value: unknown, at: string): string[] => (value && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, part]) => flat(part, `${at}.${name}`))
    : [`${at}: ${value}`]);
  const { fingerprint, ...content } = JSON.parse(file.toString());
  return flat(content, '');
}

test('what may be left empty is left empty, but not half answered', async ({ page, open }) => {
  await open('hosted');
  await new Applicant(page).begin();
  await page.evaluate(() => { location.hash = '/question/17-2-a'; });
  const save = page.getByRole('button', { name: '保存并继续' });
  await save.click();
  await expect(page.getByRole('heading', { name: '核对回答' })).toBeVisible();
  await page.goBack();
  await page.getByRole('textbox', { name: '公示首日' }).fill('2026-12-01');
  await save.click();
  await expect(page.getByText('请填写“公示末日”').first()).toBeVisible();
});
