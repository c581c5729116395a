// The strong sample, written through the screens: each answer, text, entry and reference in its own field, the metrics
// as a block from a spreadsheet. It is written in parts that run side by side: each begins with the file of what the
// parts before it wrote, and what is exported after it is the sample up to there, but for ids and times. So each part
// vouches for the file that the next begins with, and all of them for the sample as a whole.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { importAll, type Dossier } from './dossier';
import { bands, catalogue, items, questions, registers, slots, steps } from './packs.mjs';
import { expect, test } from './support';

type Texts = Record<string, string>;
interface Entry { id: string; fields?: Texts; refs?: Record<string, string[]> }
interface Row extends Record<string, string> { id: string }
interface Metric extends Entry { years: Record<string, Texts>; lists?: Record<string, Entry[]> }
interface Item extends Entry {
  sections: Texts;
  percent?: number;
  reason?: string;
  factors?: Record<string, { band: string; note?: string }>;
  lists?: Record<string, Entry[]>;
}
interface Sample {
  kind: string;
  depth: string;
  walk: Record<string, any>;
  form: { fields: Texts; figures: Record<string, Texts> };
  profile: Texts;
  profile_fields: Texts;
  registers: Record<string, Entry[]>;
  metrics: Metric[];
  items: Item[];
}

/** What the links of an item can name, in the order of the list. */
const LINKS = ['challenges', 'goals', 'slots', 'items'];

/** What a metric refers to, but for the items it proves, which are always there. */
const linksOf = ({ refs: { proves: _, ...links } = {} }: Metric) => links;

const elementId = (path: string) => `f-${path.replace(/[^A-Za-z0-9]/gu, '-')}`;

/** Someone who types the sample. */
class Writer {
  /** Ids of the sample, and what the app calls the same. */
  private readonly ids = new Map<string, string>();

  constructor(private readonly page: Page, private readonly sample: Sample) {}

  async begin(): Promise<void> {
    await this.page.getByRole('button', { name: '准备申报' }).click();
  }

  async write(station: string): Promise<void> {
    const [what, page] = station.split(' of ');
    if (page) await this.references(page);
    else if (what === 'lines') await this.lines();
    else if (what === 'walk') await this.walk();
    else if (what === 'form') await this.form();
    else if (what === 'profile') await this.profile();
    else if (what === 'evidence') await this.evidence();
    else await this.item(what);
  }

  private async go(route: string): Promise<void> {
    await this.page.evaluate((to) => { location.hash = to; }, route);
    await expect(this.page.getByRole('heading', { level: 1 })).toBeFocused();
    await this.unfold();
  }

  /** Opens everything that is folded away, until nothing is. */
  private async unfold(): Promise<void> {
    const closed = this.page.locator('main details:not([open]) > summary');
    for (let left = await closed.count(); left > 0; left = await closed.count()) {
      await closed.evaluateAll((summaries) => summaries.forEach((summary) => (summary as HTMLElement).click()));
    }
  }

  /** Types or chooses a text at a place of the file, whose field is of this kind. */
  private async put(path: string, kind: string, text: string): Promise<void> {
    const id = elementId(path);
    const field = this.page.locator(`[id="${id}"]`);
    if (kind === 'radio') await this.page.locator(`input[name="${id}"][value=${JSON.stringify(text)}]`).press('Space');
    else if (kind === 'select-one') await field.selectOption(text);
    else await field.fill(text);
  }

  /** Types everything of a list of places and texts. */
  private async putAll(texts: [string, string][]): Promise<void> {
    let left = await this.putSome(texts);
    if (left.length > 0) {
      await this.unfold();
      left = await this.putSome(left);
    }
    if (left.length > 0) throw new Error(`no field for ${left.map(([path]) => path).join(', ')}`);
  }

  /** Types what there is a field for; some fields come only with what stands in another. Gives back the rest. */
  private async putSome(texts: [string, string][]): Promise<[string, string][]> {
    for (let left = texts; ;) {
      const kinds = await this.page.evaluate((ids) => ids.map((id) => (document.getElementById(id) as any)?.type as string | undefined),
        left.map(([path]) => elementId(path)));
      for (const [at, [path, text]] of left.entries()) if (kinds[at]) await this.put(path, kinds[at], text);
      const missing = left.filter((_, at) => !kinds[at]);
      if (missing.length === 0 || missing.length === left.length) return missing;
      left = missing;
    }
  }

  private async depth(id: string): Promise<void> {
    await this.go('/');
    await this.putAll([['depth', id]]);
  }

  /** What only the quick depth asks for. It is kept when one goes deeper. */
  private async lines(): Promise<void> {
    await this.depth('quick');
    for (const { id, fields } of this.sample.items) {
      await this.go(`/item/${id}`);
      await this.putAll([[`items[${id}].fields.one_line`, fields!.one_line]]);
    }
    await this.depth('full');
  }

  private async walk(): Promise<void> {
    const { answers, events, profits: _, ranking, honours, ...groups } = this.sample.walk;
    const all = questions();
    for (const step of steps()) {
      await this.go(`/question/${step}`);
      for (const { id } of all.filter((question) => question.step === step)) {
        const { value, note } = answers[id] ?? {};
        const path = `walk.answers.${id}`;
        // A clear answer asks for no note: that is written while it is not clear yet.
        if (note && (await this.putSome([[`${path}.note`, note]])).length > 0) {
          await this.putAll([[`${path}.value`, 'unsure']]);
          await this.putAll([[`${path}.note`, note]]);
        }
        if (value) await this.putAll([[`${path}.value`, value]]);
      }
      const grouped = Object.entries(groups).flatMap(([group, fields]) =>
        Object.entries(fields as Texts).map(([key, text]): [string, string] => [`walk.${group}.${key}`, text]));
      await this.putSome([...grouped, ...this.profits()]);
      for (const row of step === '13-3-a' ? ranking : []) await this.row('ranking', row);
      for (const row of step === '13-4-e' ? honours : []) await this.row('honours', row);
    }
    for (const event of events as Row[]) {
      await this.go(`/question/${all.find(({ id }) => id === event.question)!.step}`);
      await this.row('events', event);
    }
  }

  /** Profits: the walk asks for those of its window, the results take earlier ones. */
  private profits(): [string, string][] {
    return Object.entries(this.sample.walk.profits as Texts).map(([year, text]) => [`walk.profits.${year}`, text]);
  }

  private async row(list: string, { id, question, ...fields }: Row): Promise<void> {
    // Several questions of a page may take events: the button stands under its own.
    const part = question
      ? this.page.locator('.part').filter({ has: this.page.locator(`[name="${elementId(`walk.answers.${question}.value`)}"]`) })
      : this.page.locator('main');
    const own = await this.added(part.getByRole('button', { name: /^再?登记/ }).last(), 'fieldset[id^="row-"]');
    await this.putAll(Object.entries(fields).map(([key, text]) => [`walk.${list}[${own}].${key}`, text]));
    this.ids.set(id, own);
  }

  /** Presses a button that adds something, and tells the id of what is there now and was not before. */
  private async added(button: Locator, selector: string, takesFocus = false): Promise<string> {
    const before = await this.page.locator(`main ${selector}`).evaluateAll((rows) => rows.map(({ id }) => id));
    await button.press('Enter');
    // Someone types when the focus has come, not while it is on its way.
    const id = await this.page.waitForFunction(([selector, before, takesFocus]) => {
      const added = [...document.querySelectorAll(`main ${selector}`)].filter(({ id }) => !before.includes(id));
      return added.length === 1 && (!takesFocus || added[0].querySelector(':focus')) ? added[0].id : null;
    }, [selector, before, takesFocus] as const);
    return (await id.jsonValue())!.replace(/^row-/, '');
  }

  private async form(): Promise<void> {
    await this.go('/form');
    const { fields, figures } = this.sample.form;
    // Own words in place of what the walk tells.
    const own = this.page.getByRole('button', { name: /^在这里另写/ });
    for (let left = await own.count(); left > 0; left -= 1) {
      await own.first().click();
      await expect(own).toHaveCount(left - 1);
    }
    await this.putAll(Object.entries(fields).map(([id, text]) => [`form.fields.${id}`, text]));
    await this.putAll(Object.entries(figures).flatMap(([id, years]) =>
      Object.entries(years).map(([year, text]): [string, string] => [`form.figures.${id}.${year}`, text])));
    await this.registersAt('form');
  }

  private async profile(): Promise<void> {
    const written = new Set<string>();
    for (const slot of slots()) {
      await this.go(`/profile/${slot}`);
      const text = this.sample.profile[slot];
      if (text) await this.putAll([[`profile.${slot}`, text]]);
      const fields = Object.entries(this.sample.profile_fields).filter(([key]) => !written.has(key))
        .map(([key, value]): [string, string] => [`profile_fields.${key}`, value]);
      const missing = await this.putSome(fields);
      for (const [path] of fields.filter((field) => !missing.includes(field))) written.add(path.slice('profile_fields.'.length));
      await this.registersAt(slot);
      await this.tables(slot);
    }
    expect([...written].sort()).toEqual(Object.keys(this.sample.profile_fields).sort());
  }

  private async evidence(): Promise<void> {
    await this.go('/evidence');
    await this.registersAt('evidence');
  }

  /** The registers that are first written on this page. */
  private async registersAt(page: string): Promise<void> {
    for (const register of registers().filter(({ of, at }) => of === 'dossier' && at[0] === page)) {
      for (const entry of this.sample.registers[register.id] ?? []) {
        await this.entry(`registers.${register.id}`, register.add, entry);
      }
    }
  }

  /** The tables that stand at a slot or sub-heading. */
  private async tables(at: string): Promise<void> {
    for (const table of (this.sample.registers.tables ?? []).filter(({ fields }) => fields?.at === at)) {
      const { at: _, ...fields } = table.fields!;
      await this.entry('registers.tables', '添加表格', { ...table, fields });
    }
  }

  /** One entry of a register or list: its texts. What it refers to may not be there yet. */
  private async entry(list: string, add: string, { id, fields }: Entry): Promise<void> {
    const heading = `r-${list.replace(/[^A-Za-z0-9]/gu, '-')}`;
    const register = this.page.locator('.register').filter({ has: this.page.locator(`[id="${heading}"]`) });
    const own = await this.added(register.getByRole('button', { name: add, exact: true }), '.entry[id^="row-"]', true);
    this.ids.set(id, own);
    await this.putAll(Object.entries(fields ?? {}).map(([key, text]) => [`${list}[${own}].fields.${key}`, text]));
  }

  private async item(id: string): Promise<void> {
    const item = this.sample.items.find((one) => one.id === id)!;
    await this.go(`/item/${id}`);
    await this.putAll([
      ...Object.entries(item.sections).map(([key, text]): [string, string] => [`items[${id}].sections.${key}`, text]),
      ...Object.entries(item.fields ?? {}).filter(([key]) => key !== 'one_line').map(([key, text]): [string, string] => [`items[${id}].fields.${key}`, text]),
    ]);
    for (const [list, entries] of Object.entries(item.lists ?? {})) {
      const { add } = registers().find((register) => register.id === list)!;
      for (const entry of entries) await this.entry(`items[${id}].lists.${list}`, add, entry);
    }
    await this.judge(item);
    for (const section of items().find((one) => one.id === id)!.sections) await this.tables(section);
    await this.registersAt(id);
    await this.metrics(id);
  }

  private async judge({ id, factors, percent, reason }: Item): Promise<void> {
    for (const [factor, { band, note }] of Object.entries(factors ?? {})) {
      const name = elementId(`items[${id}].factors.${factor}.band`);
      const at = bands().filter(({ kind }) => band.startsWith(kind)).findIndex((one) => one.id === band);
      await this.page.locator(`input[name="${name}"]`).nth(at).check();
      if (note) await this.putAll([[`items[${id}].factors.${factor}.note`, note]]);
    }
    if (percent !== undefined) await this.page.locator(`[id="percent-${id.replaceAll('.', '-')}-${percent}"]`).check();
    if (reason) await this.putAll([[`items[${id}].reason`, reason]]);
  }

  /** The metrics of an item: as a block from a spreadsheet, then what a block does not hold. */
  private async metrics(item: string): Promise<void> {
    const own = this.metricsOf(item);
    if (own.length === 0) return;
    const years = [...new Set(own.flatMap(({ years }) => Object.keys(years)))].sort();
    const heads = ['指标', '单位', ...years, ...years.map((year) => `${year}年目标`)];
    const lines = own.map(({ fields, years: of }) => [
      fields!.name, fields!.unit,
      ...years.map((year) => of[year]?.value ?? ''), ...years.map((year) => of[year]?.target ?? ''),
    ]);
    const block = [heads, ...lines].map((cells) => cells.map(cell).join('\t')).join('\r\n');
    const rows = this.page.locator('tr[id^="row-"]');
    await expect(rows).toHaveCount(0);
    await this.paste(block);
    await expect(rows).toHaveCount(own.length);
    await expect(this.page.locator('#metrics-grid')).toBeFocused();
    // Those of the library stand at their own sub-headings by now.
    const named = await rows.evaluateAll((all) => all.map((row) => [row.querySelector('strong')!.textContent!, row.id.replace(/^row-/, '')]));
    const idOf = new Map(named as [string, string][]);
    await this.unfold();
    for (const metric of own) {
      const id = idOf.get(metric.fields!.name)!;
      this.ids.set(metric.id, id);
      const { name, unit, section, library, ...fields } = metric.fields!;
      // What shows other fields comes first; what moves the metric to another place comes last.
      if (library) await this.putAll([[`metrics[${id}].fields.library`, library]]);
      if (library === 'total-profit') await this.putAll(this.profits());
      await this.putAll(Object.entries(fields).map(([key, text]) => [`metrics[${id}].fields.${key}`, text]));
      // Targets of past years stand beside the metric, not in the grid.
      const last = years.filter((year) => own.some((of) => of.years[year]?.value)).at(-1)!;
      const pasted = (year: string, key: string) => key === 'value' || (key === 'target' && year >= last);
      const rest = Object.entries(metric.years).flatMap(([year, texts]) => Object.entries(texts)
        .filter(([key]) => !pasted(year, key))
        .map(([key, text]): [string, string] => [`metrics[${id}].years.${year}.${key}`, text]));
      await this.putAll(rest);
      for (const [list, entries] of Object.entries(metric.lists ?? {})) {
        const { add } = registers().find((register) => register.id === list)!;
        for (const entry of entries) await this.entry(`metrics[${id}].lists.${list}`, add, entry);
      }
      await this.refs(`metrics[${id}].refs.proves`, ['process-items'], metric.refs?.proves ?? []);
    }
    for (const { fields } of own) {
      // A metric that has gone to another place is folded up there.
      await this.unfold();
      await this.putAll([[`metrics[${idOf.get(fields!.name)}].fields.section`, fields!.section]]);
    }
  }

  private metricsOf(item: string): Metric[] {
    return this.sample.metrics.filter(({ fields }) => fields!.section.startsWith(`${item}-`));
  }

  /** Pastes a block as a spreadsheet gives it to the clipboard. */
  private async paste(block: string): Promise<void> {
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), block);
    await this.page.getByRole('button', { name: '粘贴表格' }).click();
    await this.page.getByLabel('把复制的表格粘贴到这里').focus();
    await this.page.keyboard.press('ControlOrMeta+v');
    await this.page.getByRole('button', { name: /^录入 \d+ 个数$/ }).click();
  }

  /** What the things of a page refer to, now that everything is there. */
  private async references(page: string): Promise<void> {
    const item = this.sample.items.find(({ id }) => id === page);
    await this.go(item ? `/item/${page}` : slots().includes(page) ? `/profile/${page}` : `/${page}`);
    if (item) {
      // Metrics are drawn a few at a time.
      await expect(this.page.locator('tr[id^="row-"]')).toHaveCount(this.metricsOf(page).length);
      await this.unfold();
      for (const [key, to] of Object.entries(item.refs ?? {})) {
        await this.refs(`items[${page}].refs.${key}`, key === 'links' ? LINKS : [key], to, page);
      }
      for (const metric of this.metricsOf(page)) {
        for (const [key, to] of Object.entries(linksOf(metric))) await this.refs(`metrics[${metric.id}].refs.${key}`, [key], to);
      }
    }
    await this.entryRefs(page);
  }

  private async entryRefs(page: string): Promise<void> {
    for (const register of registers().filter(({ of, at }) => of === 'dossier' && at[0] === page)) {
      for (const { id, refs } of this.sample.registers[register.id] ?? []) {
        for (const [key, to] of Object.entries(refs ?? {})) {
          const column = register.columns.find((one) => one.key === key)!;
          await this.refs(`registers.${register.id}[${id}].refs.${key}`, [column.to!], to);
        }
      }
    }
  }

  /** Chooses what is referred to, in its order. Boxes stand in the order of what they name. */
  private async refs(path: string, of: string[], to: string[], except = ''): Promise<void> {
    const id = elementId(path);
    const names = of.flatMap((one) => this.targets(one)).filter((name) => name !== except);
    const places = to.map((target) => names.indexOf(target));
    expect(places, `${path} to ${to}`).not.toContain(-1);
    const list = this.page.locator(`select[id="${id}"]`);
    const checked = await this.page.locator(`[id^="${id}-"]:checked`).evaluateAll((boxes) => boxes.map((box) => box.id));
    for (const at of places) {
      const box = `${id}-${at}`;
      if (to.length === 1 && await list.count() > 0) await list.selectOption({ index: at + 1 });
      else if (!checked.includes(box)) await this.page.locator(`[id="${box}"]`).press('Space');
    }
  }

  /** Ids of the sample that references of a kind can name, in their order. */
  private targets(of: string): string[] {
    const all = items().map(({ id }) => id);
    switch (of) {
      case 'metrics': return this.sample.metrics.map(({ id }) => id);
      case 'items': return all;
      case 'process-items': return all.filter((id) => !id.startsWith('4.7.'));
      case 'slots': return slots();
      case 'catalogue': return catalogue();
      default: return (this.sample.registers[of] ?? []).map(({ id }) => id);
    }
  }
}

/** A cell in the clipboard form of a spreadsheet. */
const cell = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A package without what each one has of its own: ids are told by where they stand, times and the program are left out. */
function plain(file: string): unknown {
  const { id: _, fingerprint: __, generator: ___, ...content } = JSON.parse(file);
  const names = new Map<string, string>();
  const name = (at: string, list: unknown) => {
    for (const [position, one] of Array.isArray(list) ? list.entries() : []) {
      // Items are called by their number.
      if (!at.startsWith('items') || at.includes('.')) names.set(one.id, `${at}[${position}]`);
      for (const [key, inner] of Object.entries(one.lists ?? {})) name(`${at}[${position}].${key}`, inner);
    }
  };
  for (const [list, entries] of Object.entries(content.registers ?? {})) name(list, entries);
  for (const list of ['ranking', 'honours', 'events']) name(list, content.walk[list]);
  name('metrics', content.metrics);
  name('items', content.items);
  const renamed = (value: unknown): unknown => {
    if (typeof value === 'string') return value;
    if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? names.get(one) ?? one : renamed(one)));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) =>
      [key, key === 'id' && typeof part === 'string' ? names.get(part) ?? part : renamed(part)]));
  };
  return renamed(content);
}

/** Pages with registers whose entries refer to something; items refer to something themselves. */
const referring = ['form', 'evidence', ...slots()].filter((page) =>
  registers().some(({ at, columns }) => at[0] === page && columns.some(({ kind }) => kind === 'refs')));

const all = items().map(({ id }) => id);
const processes = all.filter((id) => !id.startsWith('4.7.'));
const results = all.filter((id) => id.startsWith('4.7.'));
const referencesOf = (pages: string[]) => pages.map((page) => `references of ${page}`);

/** The order of writing. References come last, when everything is there. */
const PARTS: Record<string, string[]> = {
  'a line an item, and the walk': ['lines', 'walk'],
  'the form': ['form'],
  'the profile and the evidence': ['profile', 'evidence'],
  'items 4.1 to 4.3': processes.filter((id) => id < '4.4'),
  'items 4.4 to 4.6': processes.filter((id) => id > '4.4'),
  ...Object.fromEntries([0, 2, 4].map((at) => [`results ${results.slice(at, at + 2).join(' and ')}`, results.slice(at, at + 2)])),
  'references of processes': referencesOf(processes),
  'references of results and registers': referencesOf([...results, ...referring]),
};

/** The sample as far as it is written after these stations. */
function upTo(sample: Sample, stations: string[]): object {
  const done = (station: string) => stations.includes(station);
  const some = (texts: Texts, keep: (key: string) => boolean) => Object.fromEntries(Object.entries(texts).filter(([key]) => keep(key)));
  const itemOf = (section: string) => all.find((id) => section.startsWith(`${id}-`)) ?? 'profile';
  const linked = <T extends Entry>({ refs, ...rest }: T, page: string) => ({ ...rest, ...(refs && done(`references of ${page}`) && { refs }) });
  const { fingerprint: _, ...rest } = sample as any;
  const { walk, form, profile, profile_fields, metrics } = sample;
  const firstYear = Number(walk.answers['gen-on'].value.slice(0, 4)) - 3;
  const written = {
    ...rest,
    // The walk asks for the profits of three years, a metric for those before.
    walk: done('walk') ? { ...walk, profits: some(walk.profits, (year) => Number(year) >= firstYear || done('4.7.4')) } : {},
    form: done('form') ? form : {},
    profile: done('profile') ? profile : {},
    profile_fields: done('profile') ? profile_fields : {},
    registers: Object.fromEntries(Object.entries(sample.registers).flatMap(([id, entries]) => {
      const [page] = registers().find((register) => register.id === id)!.at;
      const station = slots().includes(page) ? 'profile' : page;
      const written = entries.filter(({ fields }) => done(id === 'tables' ? itemOf(fields!.at) : station));
      return written.length > 0 ? [[id, written.map((entry) => linked(entry, page))]] : [];
    })),
    items: sample.items.map((item) => (done(item.id) ? linked(item, item.id)
      : { id: item.id, ...(done('lines') && { fields: some(item.fields!, (key) => key === 'one_line') }) })),
    metrics: metrics.filter(({ fields }) => done(itemOf(fields!.section))).map((metric) => {
      const { refs: _, ...rest } = metric;
      const links = done(`references of ${itemOf(metric.fields!.section)}`) ? linksOf(metric) : {};
      const refs = { ...links, ...(metric.refs?.proves && { proves: metric.refs.proves }) };
      return Object.keys(refs).length > 0 ? { ...rest, refs } : rest;
    }),
  };
  // What is empty is not in a file.
  return Object.fromEntries(Object.entries(written).filter(([, part]) => typeof part === 'string' || Object.keys(part as object).length > 0));
}

for (const [at, [what, stations]] of Object.entries(PARTS).entries()) {
  test(`the strong sample typed through the screens is exported as the sample: ${what}`, async ({ page, context, open }) => {
    test.setTimeout(180_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const file = await readFile(join(import.meta.dirname, '../samples/strong.json'), 'utf8');
    const sample: Sample = JSON.parse(file);
    const before = Object.values(PARTS).slice(0, at).flat();
    const writer = new Writer(page, sample);
    await open('hosted');
    if (at === 0) await writer.begin();
    else await importAll(page, upTo(sample, before) as Dossier);
    for (const station of stations) await writer.write(station);
    await page.evaluate(() => { location.hash = '/'; });
    const [download] = await Promise.all([
      page.waitForEvent('download'), page.getByRole('button', { name: '导出备份' }).click(),
    ]);
    const now = at + 1 < Object.keys(PARTS).length ? JSON.stringify(upTo(sample, [...before, ...stations])) : file;
    expect(plain(await readFile(await download.path(), 'utf8'))).toEqual(plain(now));
  });
}
