// The whole way, by keyboard alone: from an empty browser through every question, every field of the form, every slot
// and every item to the data file and the print, in each way the app reaches people.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { Keyboard, type Focus } from './keyboard';
import { items, questions, slots, steps } from './packs.mjs';
import { expect, kept, started, test, type Edition } from './support';

/** The editions, and the hosted one again without its host. */
const ways: { name: string; edition: Edition; offline: boolean }[] = [
  { name: 'hosted', edition: 'hosted', offline: false },
  { name: 'single', edition: 'single', offline: false },
  { name: 'hosted, offline', edition: 'hosted', offline: true },
];

/** Answers that are not the first that comes to mind, by the end of the field's id. */
const ANSWERS: [RegExp, string][] = [
  [/^answers-gen-on-value$/, '2026年12月1日'],
  [/^answers-gen-uscc-value$/, '91350100M000100Y43'],
  [/^answers-gen-town-value$/, 'other'],
  [/^answers-13-1-d-value$/, '2016-05-20'],
  [/^answers-13-1-e-value$/, '2017/1/2'],
  [/^answers-13-2-c-value$/, 'unsure'],
  [/^answers-13-2-d-value$/, '2024-03-01'],
  [/^answers-13-2-g-value$/, '3'],
  [/^answers-(13-3-a|13-4-e)-value$/, 'have'],
  [/^ranking-year$/, '2025'],
  [/^honours-expires$/, '2028-12-31'],
  [/^town-recommendation-date$/, '2026-11-20'],
  [/^previous-award-status$/, 'revoked'],
  [/^previous-award-awarded$/, '2018-05-01'],
  [/^previous-award-revoked$/, '2020-06-01'],
  // One event that excludes for a while, one long gone, one that nobody knows about.
  [/^answers-(14-3-b|14-6-a)-value$/, 'yes'],
  [/^answers-14-8-a-value$/, 'unsure'],
  [/^events-date$/, '2025-03-01'],
  [/^events-decided$/, '2025-04-01'],
  [/^events-ended$/, '2025-05-01'],
  [/^events-(ongoing)$/, 'no'],
  [/^events-(applies|remedied)$/, 'yes'],
  [/^notice-start$/, '2026-11-09'],
  [/^notice-end$/, '2026-11-13'],
];

/** What was written where, in order. */
type Written = Map<string, string>;

/** The part of a field's id that says what it is, without a row's random id. */
function key(focus: Focus): string {
  const id = focus.type === 'radio' ? focus.name : focus.id;
  return id.replace(/^f-/, '').replace(/^walk-/, '').replace(/^(ranking|honours|events)-\w+--/, '$1-');
}

/** A text unlike any other of this session, with what paper and files might spoil. */
function textFor(written: Written): string {
  const number = String(written.size + 1).padStart(4, '0');
  return `第${number}段：“先改进，再评价”；A&B <i>5</i>　１２㎡…\n第${number}段续：完。`;
}

const exclusions = new Set(questions().filter(({ part }) => part === 'exclusion').map(({ id }) => id));

/** What to answer in the field that has the focus; a text unlike any other where nothing else is said. */
function answer(focus: Focus, written: Written): string {
  const place = key(focus);
  const known = ANSWERS.find(([pattern]) => pattern.test(place));
  if (known) return known[1];
  if (/^profits-/.test(place)) return `1${place.slice(-4)}.5`;
  if (focus.options.includes('yes')) {
    const question = place.replace(/^answers-(.*)-value$/, '$1');
    return exclusions.has(question) ? 'no' : 'yes';
  }
  const choices = focus.options.filter((option) => option !== '');
  if (choices.length > 0) return choices[0];
  const text = textFor(written);
  return focus.tag === 'textarea' ? text : text.split('\n')[0];
}

/** Fills every field from here on, up to the button that goes on; rows are added where there is none. */
async function fill(keys: Keyboard, written: Written): Promise<void> {
  let focus = await keys.press('Tab');
  while (focus.type !== 'submit') {
    const isField = ['input', 'textarea', 'select'].includes(focus.tag);
    if (isField && !written.has(focus.id || focus.name)) {
      const value = answer(focus, written);
      const place = focus.type === 'radio' ? focus.name : focus.id;
      await (focus.options.length > 0 ? keys.choose(value) : keys.write(value));
      written.set(place, value);
    } else if (focus.tag === 'button' && /^登记(一条|情况)$/.test(focus.text)) {
      await keys.press('Enter');
      // The new row stands before the button.
      await keys.tabTo('the field before the row', ({ id, name, text }) =>
        !/^f-walk-(ranking|honours|events)-/.test(name || id) && !text.startsWith('删除'), 'Shift+Tab');
    }
    focus = await keys.press('Tab');
  }
}

/** Goes to the start page by the link that every page has. */
async function home(keys: Keyboard): Promise<void> {
  await keys.follow('市长质量奖 自评与申报工具');
}

/** What 导出备份 on the start page hands out, as bytes. */
async function exported(page: Page, keys: Keyboard): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), keys.push('导出备份')]);
  return await readFile(await download.path());
}

/** Every question, one after the other, to 核对回答. */
async function answerAll(page: Page, keys: Keyboard, written: Written): Promise<void> {
  await keys.follow('基本情况');
  for (const step of steps()) {
    await expect(page).toHaveURL(`${base(page)}#/question/${step}`);
    await fill(keys, written);
    await keys.leave();
  }
  await expect(page.locator('#main h1')).toHaveText('核对回答');
  await expect(page.getByText('要答的都答了')).toBeVisible();
}

function base(page: Page): string {
  return page.url().replace(/#.*/, '');
}

/** Every slot, one after the other. */
async function writeProfile(page: Page, keys: Keyboard, written: Written): Promise<void> {
  await keys.follow('组织概述');
  for (const [at, slot] of slots().entries()) {
    if (at > 0) await keys.follow(/^下一栏：/);
    await expect(page).toHaveURL(`${base(page)}#/profile/${slot}`);
    const { id } = await keys.tabTo('the text', ({ tag }) => tag === 'textarea');
    const text = textFor(written);
    await keys.write(text);
    written.set(id, text);
  }
}

/** Every item, one after the other: each sub-heading, the percent, the reason. */
async function writeItems(page: Page, keys: Keyboard, written: Written): Promise<void> {
  await keys.follow('自我评价');
  for (const [at, item] of items().entries()) {
    if (at > 0) await keys.follow(/^下一条：/);
    await expect(page).toHaveURL(`${base(page)}#/item/${item.id}`);
    const percent = String((at * 5) % 105);
    for (let text = 0; text <= item.sections.length; text += 1) {
      const { tag, id, name } = await keys.tabTo('the next field', ({ tag, type }) => tag === 'textarea' || type === 'radio');
      if (tag === 'textarea') {
        const text = textFor(written);
        await keys.write(text);
        written.set(id, text);
      } else {
        await keys.choose(percent);
        written.set(name, percent);
      }
    }
    const { id } = await keys.tabTo('the reason', ({ tag }) => tag === 'textarea');
    const text = textFor(written);
    await keys.write(text);
    written.set(id, text);
  }
}

/** Changes one answer by its link on 核对回答, which is on screen before and after. */
async function change(page: Page, keys: Keyboard, question: string, place: string, value: string): Promise<void> {
  const { ask } = questions().find(({ id }) => id === question)!;
  await keys.follow(`修改：${ask}`);
  await keys.tabTo(place, ({ name, id }) => [name, id].includes(place));
  await keys.choose(value);
  await keys.tabTo('the button', ({ type }) => type === 'submit');
  await keys.leave();
  await expect(page).toHaveURL(`${base(page)}#/answers`);
}

/** Answers that others hang on: the question, its field, another answer, the one before. */
const CHANGES = [
  ['13-1-a', 'f-walk-answers-13-1-a-value', 'no', 'yes'],
  ['gen-org-kind', 'f-walk-answers-gen-org-kind-value', 'non_profit', 'enterprise'],
  ['gate-ban', 'f-walk-previous-award-status', 'none', 'revoked'],
  ['13-3-a', 'f-walk-answers-13-3-a-value', 'none', 'have'],
] as const;

for (const { name, edition, offline } of ways) {
  test(`${name}: the whole way by keyboard`, async ({ page, open, host }) => {
    test.setTimeout(300_000);
    await open(edition);
    if (offline) {
      await kept(page);
      await host.stop();
      await page.reload();
      await started(page);
    }
    const keys = new Keyboard(page);
    const written: Written = new Map();

    await keys.push('准备申报');
    await expect(page.getByRole('heading', { name: '一、能不能申报' })).toBeVisible();
    await answerAll(page, keys, written);
    await home(keys);
    await writeProfile(page, keys, written);
    await home(keys);
    await writeItems(page, keys, written);
    await home(keys);
    await expect(page.getByText('已写 14 / 14 段')).toBeVisible();
    await expect(page.getByText('已写 23 / 23 条，已评 23 条')).toBeVisible();
    const file = await exported(page, keys);
    expect(JSON.parse(file.toString()).items).toHaveLength(items().length);
  });
}

test('going back and changing an answer loses no other', async ({ page, open }) => {
  test.setTimeout(120_000);
  await open('hosted');
  const keys = new Keyboard(page);
  await keys.push('准备申报');
  await expect(page.getByRole('heading', { name: '一、能不能申报' })).toBeVisible();
  await answerAll(page, keys, new Map());
  await home(keys);
  const file = await exported(page, keys);

  const sameButOne = async () => {
    const changed = await exported(page, keys);
    const [one, two] = [leaves(file), leaves(changed)];
    expect(two.filter((leaf) => !one.includes(leaf))).toHaveLength(1);
    expect(one.filter((leaf) => !two.includes(leaf))).toHaveLength(1);
  };
  for (const [question, place, other, before] of CHANGES) {
    await keys.follow('核对回答');
    await change(page, keys, question, place, other);
    await home(keys);
    await sameButOne();
    await keys.follow('核对回答');
    await change(page, keys, question, place, before);
    await home(keys);
    // Changed back, it is the same file byte for byte.
    expect((await exported(page, keys)).equals(file)).toBe(true);
  }

  // The same by going back question by question.
  const last = steps().slice(-3);
  await keys.follow('内部公示和镇（街道）推荐');
  for (const step of last.slice(0, -1).reverse()) {
    await keys.follow('上一题');
    await expect(page).toHaveURL(`${base(page)}#/question/${step}`);
  }
  const { name, value } = await keys.tabTo('the answer', ({ type, checked }) => type === 'radio' && checked);
  expect(value).toBe('no');
  await keys.choose('unsure');
  for (const step of last.slice(1)) {
    await keys.tabTo('the button', ({ type }) => type === 'submit');
    await keys.leave();
    await expect(page).toHaveURL(`${base(page)}#/question/${step}`);
  }
  await home(keys);
  await sameButOne();
  expect(name).toContain(last[0]);
});

/** What a package holds, one line a value, without what follows from the rest. */
function leaves(file: Buffer): string[] {
  const flat = (value: unknown, at: string): string[] => (value && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, part]) => flat(part, `${at}.${name}`))
    : [`${at}: ${value}`]);
  const { fingerprint, ...content } = JSON.parse(file.toString());
  return flat(content, '');
}
