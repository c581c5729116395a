// Someone who fills in everything, by keyboard alone: each question, each field of the form, each slot and item, an
// entry in each register. What is written is unlike anything else of the session, so that nothing can be lost, doubled
// or exchanged unseen.
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { Keyboard, type Focus } from './keyboard';
import { formFields, items, questions, slots, steps } from './packs.mjs';

const exclusions = new Set(questions().filter(({ part }) => part === 'exclusion').map(({ id }) => id));

const numbers = new Set(formFields().filter(({ kind }) => kind === 'figures').map(({ id }) => `form-fields-${id}`));

/** Answers that are more than the first that comes to mind, by the field's place. */
const ANSWERS: [RegExp, string][] = [
  [/^walk-answers-gen-on-value$/, '2026/12/01'],
  [/^walk-answers-gen-uscc-value$/, '91350100M000100Y43'],
  [/^walk-answers-gen-town-value$/, 'other'],
  [/^walk-answers-13-1-d-value$/, '2016/05/20'],
  [/^walk-answers-13-1-e-value$/, '2017/01/02'],
  [/^walk-answers-13-2-c-value$/, 'unsure'],
  [/^walk-answers-13-2-d-value$/, '2024/03/01'],
  [/^walk-answers-13-2-g-value$/, '3'],
  [/^walk-answers-(13-3-a|13-4-e)-value$/, 'have'],
  [/^walk-previous-award-status$/, 'revoked'],
  [/^walk-previous-award-awarded$/, '2018/05/01'],
  [/^walk-previous-award-revoked$/, '2020/06/01'],
  [/^walk-town-recommendation-date$/, '2026/11/20'],
  [/^walk-notice-start$/, '2026/11/09'],
  [/^walk-notice-end$/, '2026/11/13'],
  // Two events in the window, and one exclusion that nobody knows about.
  [/^walk-answers-(14-3-b|14-6-a)-value$/, 'yes'],
  [/^walk-answers-14-8-a-value$/, 'unsure'],
  [/^walk-events-ongoing$/, 'no'],
  [/^walk-events-(applies|remedied)$/, 'yes'],
];

/** What is no free text, by what the field's place ends with; the number is another one each time. */
const KINDS: [RegExp, (number: number) => string][] = [
  [/-(improvement-date|as-of|on)$/, (number) => `${2000 + number}-05`],
  [/-(year|excellence-year)$/, () => '2025'],
  [/-(share|value|count|total)$|^walk-profits-|^form-figures-/, decimal],
  [/-(date|decided|ended|expires|due|from|until|issued)$/, day],
];

/** A number, written as nothing in the app writes one. */
function decimal(number: number): string {
  return `10,${String(number).padStart(3, '0')}.25`;
}

/** A day of 2024 or later, written as nothing in the app writes one. */
function day(number: number): string {
  return new Date(Date.UTC(2024, 0, number)).toISOString().slice(0, 10).replaceAll('-', '/');
}

export interface Written {
  value: string;
  /** Typed, not chosen. */
  typed: boolean;
  part: Part;
}

/** What one is writing, in the order one does. */
type Part = 'walk' | 'form' | 'profile' | 'items';

export class Applicant {
  readonly keys: Keyboard;
  /** By the element's id, or the name of a group of radio buttons; in the order of writing. */
  readonly written = new Map<string, Written>();
  private part: Part = 'walk';
  /** Registers that have got their entry. */
  private readonly begun = new Set<string>();

  constructor(private readonly page: Page) {
    this.keys = new Keyboard(page);
  }

  async begin(): Promise<void> {
    await this.keys.push('准备申报');
    await expect(this.page.getByRole('heading', { name: '一、能不能申报' })).toBeVisible();
  }

  /** To the start page, by the link that every page has. */
  async home(): Promise<void> {
    await this.keys.follow('市长质量奖 自评与申报工具');
  }

  async at(route: string): Promise<void> {
    await expect(this.page).toHaveURL((url) => url.hash === `#${route}`);
  }

  /** Every question, one after the other, to 核对回答. */
  async answerAll(): Promise<void> {
    await this.keys.follow('基本情况');
    for (const step of steps()) {
      await this.at(`/question/${step}`);
      await this.fill(({ type }) => type === 'submit');
      await this.keys.leave();
    }
    await this.at('/answers');
    await expect(this.page.getByText('要答的都答了')).toBeVisible();
  }

  /** The whole form. */
  async writeForm(): Promise<void> {
    this.part = 'form';
    await this.keys.follow('申报表');
    await this.at('/form');
    await this.fill(({ text }) => text === '跳到主要内容');
  }

  /** Every slot, one after the other. */
  async writeProfile(): Promise<void> {
    this.part = 'profile';
    await this.keys.follow('组织概述');
    await this.pages(slots().map((id) => `/profile/${id}`), /^[上下]一栏：/);
  }

  /** Every item, one after the other. */
  async writeItems(): Promise<void> {
    this.part = 'items';
    await this.keys.follow('自我评价');
    await this.pages(items().map(({ id }) => `/item/${id}`), /^[上下]一条：/);
  }

  private async pages(routes: string[], ways: RegExp): Promise<void> {
    for (const route of routes) {
      await this.at(route);
      await this.fill(({ tag, text }) => tag === 'a' && ways.test(text));
      if (route !== routes.at(-1)) await this.keys.leave();
    }
  }

  /** What was typed, in the order of the printed book; without texts too short to be told apart. */
  printed(): string[] {
    const form = formFields().flatMap(({ id, same_as }) => [
      `f-form-fields-${id}`, `f-form-figures-${id}-`,
      ...(same_as ? [`f-walk-answers-${same_as}-value`] : []),
      ...(same_as === 'gen-town' ? ['f-walk-answers-gen-town-note'] : []),
      ...(same_as === '14-5-a' ? ['f-walk-profits-'] : []),
    ]);
    const rank = ([id, { part }]: [string, Written]): number => {
      const field = form.findIndex((start) => id.startsWith(start));
      if (field !== -1) return field;
      // The scores with their reasons follow the report, then what stays in the house.
      const house = [
        /^f-items[-\d]+--reason$/, /^f-items[-\d]+--fields-owner$/, /^f-registers-figures-/, /^f-items[-\d]+--lists-(strengths|opportunities)-/,
      ].findIndex((start) => start.test(id));
      const parts = ['form', 'walk', 'profile', 'items'];
      return form.length + (house === -1 ? parts.indexOf(part) : parts.length + house);
    };
    const typed = [...this.written].filter(([, { value, typed }]) => typed && value.length > 5);
    return typed.sort((one, two) => rank(one) - rank(two)).map(([, { value }]) => value);
  }

  /** What the form says again of the walk, so that it is printed in both. */
  saidAgain(): Set<string> {
    const asked = questions().filter(({ fact }) => fact === 'ranking' || fact === 'notice').map(({ id }) => `f-walk-answers-${id}-`);
    const from = ['f-walk-ranking-', 'f-walk-notice-', ...asked];
    const told = [...this.written].filter(([id]) => from.some((start) => id.startsWith(start)));
    return new Set(told.map(([, { value }]) => value));
  }

  /** What 导出备份 on the start page hands out, and stores. */
  async exported(): Promise<Buffer> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.keys.push('导出备份')]);
    await this.keys.push('存好了');
    return await readFile(await download.path());
  }

  /** Writes into every field from here on, and adds an entry to every list, until Tab comes to the end. */
  async fill(end: (focus: Focus) => boolean): Promise<void> {
    let focus = await this.keys.press('Tab');
    while (!end(focus)) {
      const field = focus.type === 'radio' ? focus.name : focus.id;
      if (['textarea', 'select'].includes(focus.tag) || ['text', 'radio'].includes(focus.type)) {
        // What refers to something else repeats its name on paper.
        if (!this.written.has(field) && !field.includes('-refs-')) await this.answer(focus, field);
      } else if (focus.tag === 'button' && this.adds(focus)) {
        await this.keys.press('Enter');
        focus = await this.firstOfEntry();
        continue;
      }
      focus = await this.keys.press('Tab');
    }
  }

  private async answer(focus: Focus, field: string): Promise<void> {
    const value = this.value(focus, field);
    const typed = focus.options.length === 0;
    if (typed) await this.keys.write(value);
    else await this.keys.choose(value);
    this.written.set(field, { value, typed, part: this.part });
  }

  private value({ tag, options }: Focus, field: string): string {
    // Without the random id of a row or entry.
    const place = field.replace(/^f-/, '').replace(/-[0-9a-z]{10}--(fields-)?/g, '-');
    const number = this.written.size + 1;
    const item = items().findIndex(({ id }) => field === `percent-${id.replaceAll('.', '-')}`);
    if (item !== -1) return String((item * 5) % 105);
    const known = ANSWERS.find(([pattern]) => pattern.test(place));
    if (known) return known[1];
    if (options.includes('yes')) return exclusions.has(place.replace(/^walk-answers-(.*)-value$/, '$1')) ? 'no' : 'yes';
    if (options.length > 0) return options.find((option) => option !== '')!;
    const kind = KINDS.find(([pattern]) => pattern.test(place));
    if (kind) return kind[1](number);
    if (numbers.has(place)) return decimal(number);
    // What paper and files might spoil.
    const name = `第${String(number).padStart(4, '0')}段`;
    const line = `${name}：“先改进，再评价”；A&B <i>5</i>　１２㎡…`;
    return tag === 'textarea' ? `${line}\n${name}续：完。` : line;
  }

  /** Whether a button adds an entry to a list that has none of ours. */
  private adds({ text }: Focus): boolean {
    if (text.startsWith('添加自己的指标')) return false;
    if (!/^(登记(一条|情况|材料)|添加.+)$/.test(text) || (text !== '登记情况' && this.begun.has(text))) return false;
    this.begun.add(text);
    return true;
  }

  /** The new entry stands before the button that made it: back to its first field, or to what stands before it. */
  private async firstOfEntry(): Promise<Focus> {
    await expect.poll(async () => (await this.keys.focus()).text).not.toMatch(/^(登记(一条|情况|材料)|添加.+)$/);
    const focus = await this.keys.focus();
    if (focus.tag !== 'button') return focus;
    const inEntry = ({ id, name, text }: Focus) => /^f-walk-(ranking|honours|events)-/.test(name || id) || /^删除/.test(text);
    return await this.keys.tabTo('what stands before the entry', (before) => !inEntry(before), 'Shift+Tab');
  }
}
