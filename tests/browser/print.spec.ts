// The package on paper: what was typed is there once and in order, and the contents tell the true pages.
import type { Page } from '@playwright/test';
import { characters, type Character } from './pdf';
import { axeClean, editions, expect, printAll, switchLarge, test, widths } from './support';

/** A4 in points, and the content of a page of the book: below its head, above its foot. */
const MM = 72 / 25.4;
const [TOP, BOTTOM] = [(297 - 24) * MM, 23 * MM];

/** Sentences without the words of any heading, and of very different lengths. */
let seed = 7;
function prose(length: number): string {
  const parts = ['本公司每月复盘一次', '数据登记在台账里', '由班组长当班核对', '客户每季度回访', '按图纸和工艺卡操作', '不合格品当场隔离'];
  let text = '';
  while (text.length < length) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    text += parts[seed % parts.length] + (seed % 3 ? '，' : '。') + (seed % 11 ? '' : '\n');
  }
  return text;
}

/** Every text that a test types begins with a mark of its own. */
class Texts {
  readonly typed: string[] = [];
  make(length: number): string {
    const text = `〖${String(this.typed.length).padStart(4, '0')}〗${prose(length)}`;
    this.typed.push(text);
    return text;
  }
}

type Json = Record<string, unknown>;
const each = <T>(keys: string[], value: (key: string) => T) => Object.fromEntries(keys.map((key) => [key, value(key)]));

const FIELDS = [
  'ff-products', 'ff-certifications', 'ff-licences', 'ff-standards', 'ff-intellectual', 'ff-honours', 'ff-previous-award',
  'ff-ranking', 'ff-quality-features', 'ff-innovation', 'ff-performance', 'ff-social', 'ff-brand', 'ff-exclusions',
  'ff-notice', 'ff-recommendation',
];
const SLOTS = [
  'B.1.1.a', 'B.1.1.b', 'B.1.1.c', 'B.1.1.d', 'B.1.1.e', 'B.1.2.a', 'B.1.2.b', 'B.1.2.c', 'B.1.2.d', 'B.2.1.a', 'B.2.1.b',
  'B.2.1.c', 'B.2.2', 'B.2.3',
];
/** Item and how many sub-headings it has. */
const ITEMS: [string, number][] = [
  ['4.1.2', 7], ['4.1.3', 2], ['4.1.4', 3], ['4.2.2', 2], ['4.2.3', 2], ['4.3.2', 2], ['4.3.3', 2], ['4.4.2', 4],
];
const SECTIONS = ['an-profile', 'an-items', 'an-metrics', 'an-improvements', 'an-prize', 'an-sharing', 'an-survey', 'an-publicity', 'an-events', 'an-next'];

function file(dossier: Json) {
  const content = { format: 'quality-award-package', version: '0.1', scheme: 'gongyi-2023', criteria: 'gbt-19580-2012', ...dossier };
  return { name: `${dossier.id}.json`, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) };
}

/** An application of about so many characters, in the order it is printed. */
function application(chars: number, texts: Texts): Json {
  const size = Math.round(chars / 70);
  const form = { fields: { 'ff-org-name': '示例精密制造有限公司（虚构）', ...each(FIELDS, () => texts.make(size / 3)) } };
  const walk = {
    answers: {
      'gen-on': { value: '2027-05-20' },
      '13-2-c': { value: 'unsure', note: texts.make(200) },
      '13-3-a': { value: 'have' },
      '14-4-a': { value: 'yes' },
    } as Json,
    ranking: [{ id: 'c1', indicator: 'revenue', year: '2026', scope: 'provincial', rank: texts.make(20), source: texts.make(120) }],
    events: [{ id: 'e1', question: '14-4-a', date: '2023-03-11', applies: 'yes', level: 'gongyi', description: texts.make(180) }],
  };
  const profile = each(SLOTS, () => texts.make(size));
  const sections = ITEMS.map(([item, count]) => {
    return each(Array.from({ length: count }, (_, at) => `${item}-${'abcdefg'[at]}`), () => texts.make(size * 1.6));
  });
  const items = ITEMS.map(([id], at) => ({ id, percent: 5 * at, sections: sections[at], reason: texts.make(90) }));
  return { id: 'long1', kind: 'application', form, walk, profile, items };
}

async function load(page: Page, dossier: Json, route: string): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(file(dossier));
  await expect(page.locator('.toast')).toContainText('已导入');
  await page.locator('.toast').getByRole('button', { name: '关闭' }).click();
  await page.evaluate((to) => { location.hash = to; }, route);
  await page.locator(route === '/print' ? '.book' : 'h1', { hasNotText: '导入' }).first().waitFor();
  if (route === '/print' && dossier.kind !== 'precheck') await printAll(page);
}

const print = (page: Page) => page.pdf({ preferCSSPageSize: true });

/** The contents as the page shows them. */
async function contents(page: Page) {
  return page.locator('.toc a').evaluateAll((links) => links.map((link) => ({
    title: link.textContent!.replace(/\s/gu, ''), page: Number((link as HTMLElement).dataset.page),
  })));
}

/** Text of the pages from one on without margin boxes and white space, and the page of each of its characters. */
function body(all: Character[], from: number) {
  const inside = all.filter(({ page, y, text }) => page >= from && y >= BOTTOM && y <= TOP && /\S/u.test(text));
  return { text: inside.map(({ text }) => text).join(''), pages: inside.flatMap(({ text, page }) => Array.from(text, () => page)) };
}

/** On which pages the headings stand, looked for one after another. */
function pagesOf(titles: string[], { text, pages }: ReturnType<typeof body>): number[] {
  let at = 0;
  return titles.map((title) => {
    at = text.indexOf(title, at);
    expect(at, `${title} is on paper`).toBeGreaterThanOrEqual(0);
    at += title.length;
    return pages[at - title.length];
  });
}

async function checkContents(page: Page): Promise<Character[]> {
  const listed = await contents(page);
  const all = await characters(await print(page));
  const first = listed[0].page;
  const found = pagesOf(listed.map(({ title }) => title), body(all, first));
  expect(listed.map(({ title, page: number }) => `${title} ${number}`))
    .toEqual(listed.map(({ title }, at) => `${title} ${found[at]}`));
  return all;
}

for (const edition of editions) {
  test(`${edition}: 60,000 characters come out once, in order, with true page numbers, without a wait`, async ({ page, open }) => {
    test.setTimeout(120_000);
    const texts = new Texts();
    await open(edition);
    await load(page, application(60_000, texts), '/print');
    const before = await contents(page);
    expect(before.length).toBeGreaterThan(55);
    expect(Math.max(...before.map((line) => line.page))).toBeGreaterThan(80);
    const counting = await page.evaluate(() => {
      const start = performance.now();
      (window as unknown as { qaNumberPages(): void }).qaNumberPages();
      return performance.now() - start;
    });
    expect(counting).toBeLessThan(1500);

    const all = await checkContents(page);
    const { text } = body(all, before[0].page);
    const plain = texts.typed.map((typed) => typed.replace(/\s/gu, ''));
    const at = plain.map((typed) => text.indexOf(typed));
    expect(at.map((place, index) => (place < 0 ? plain[index] : '')).filter(Boolean)).toEqual([]);
    expect(plain.filter((typed) => text.split(typed).length !== 2)).toEqual([]);
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });
}

test('page numbers are true for a phone, for large letters, and after a change', async ({ page, open }) => {
  await page.setViewportSize({ width: 375, height: 800 });
  await open('hosted');
  await switchLarge(page);
  await load(page, application(9000, new Texts()), '/print');
  const first = await contents(page);
  await checkContents(page);
  await load2(page, application(16_000, new Texts()));
  expect(await contents(page)).not.toEqual(first);
  await checkContents(page);
});

/** Another dossier in the place of an open one. */
async function load2(page: Page, dossier: Json): Promise<void> {
  await page.evaluate(() => { location.hash = '/'; });
  await load(page, { ...dossier, id: 'long2' }, '/print');
}

test('long words, hard paragraphs and long names stay inside the page', async ({ page, open }) => {
  const word = 'W'.repeat(900);
  const han = '一'.repeat(2500);
  const dossier = application(3000, new Texts()) as { form: { fields: Json; figures?: Json }; profile: Json; items: Json[]; walk: Json };
  dossier.form.fields['ff-org-name'] = `${'名'.repeat(150)}有限公司`;
  dossier.form.fields['ff-products'] = han;
  dossier.form.fields['ff-address'] = word;
  dossier.form.figures = { 'ff-fig-vat': { 2026: '9'.repeat(80) } };
  dossier.profile['B.1.1.a'] = `${word}\n\n　　带缩进的一段。\n${'行\n'.repeat(60)}`;
  dossier.items[0].reason = 'Z'.repeat(300);
  await open('hosted');
  await load(page, dossier, '/print');
  const all = await checkContents(page);
  const printed = all.filter(({ text }) => /\S/u.test(text));
  expect(Math.min(...printed.map(({ x }) => x))).toBeGreaterThan(21 * MM);
  expect(Math.max(...printed.map(({ x }) => x))).toBeLessThan((210 - 22) * MM);
  const text = body(all, 2).text;
  expect(text.split(word).length).toBe(3);
  expect(text).toContain(han);
  expect(text).toContain('Z'.repeat(300));
  expect(text).toContain('带缩进的一段。');
});

test('a link of the contents moves focus to its heading and keeps the page', async ({ page, open }) => {
  await open('hosted');
  await load(page, application(3000, new Texts()), '/print');
  const link = page.locator('.toc a', { hasText: '4.2.3' });
  await link.focus();
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { name: /^4\.2\.3/ });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  expect(page.url()).toContain('#/print');
});

test('the cover carries the fingerprint of the exported file, which tells when it comes back', async ({ page, open }) => {
  await open('hosted');
  await load(page, application(3000, new Texts()), '/print');
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出数据文件' }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await started).createReadStream()) chunks.push(chunk as Buffer);
  const exported = Buffer.concat(chunks);
  const { fingerprint } = JSON.parse(exported.toString()) as { fingerprint: string };
  const shown = (await page.locator('.no-print .hash').textContent())!;
  expect(shown.replace(/ /gu, '')).toBe(fingerprint);
  expect((await page.locator('.cover').textContent())!.replace(/ /gu, '')).toContain(fingerprint);
  const cover = (await characters(await print(page))).filter((character) => character.page === 1);
  expect(cover.map(({ text }) => text).join('').replace(/\s/gu, '')).toContain(fingerprint);

  page.on('dialog', (dialog) => dialog.accept());
  await page.evaluate(() => { location.hash = '/'; });
  const field = page.locator('input[type=file]').first();
  await field.setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: exported });
  await expect(page.locator('.toast')).toContainText('与封面指纹一致');
});

test('head and foot of a page name the package and count the pages, the cover has neither', async ({ page, open }) => {
  await open('hosted');
  await load(page, application(3000, new Texts()), '/print');
  const all = await characters(await print(page));
  const last = all[all.length - 1].page;
  const margins = (number: number) => {
    const outside = all.filter(({ page: at, y }) => at === number && (y > TOP || y < BOTTOM));
    return outside.map(({ text }) => text).join('').replace(/\s/gu, '');
  };
  expect(margins(1)).toBe('');
  expect(margins(2)).toMatch(/^示例精密制造有限公司（虚构）申报材料指纹[0-9a-f]{8}…[0-9a-f]{4}/u);
  expect(margins(2)).toContain(`第2页/共${last}页`);
  expect(margins(last)).toContain(`第${last}页/共${last}页`);
});

test('an annual report has its own chapters, and true page numbers', async ({ page, open }) => {
  const texts = new Texts();
  const fields = { 'ff-org-name': '示例精密制造有限公司（虚构）' };
  const sections = each(SECTIONS, () => texts.make(500));
  const items = [{ id: '4.1.2', percent: 45, sections: { '4.1.2-a': texts.make(900) }, reason: texts.make(60) }];
  await open('hosted');
  await load(page, { id: 'a1', kind: 'annual', form: { fields }, annual: { awarded: '2025-05-20', year: '2026', sections }, items }, '/print');
  const all = await checkContents(page);
  const { text } = body(all, 3);
  expect(texts.typed.filter((typed) => text.split(typed.replace(/\s/gu, '')).length !== 2)).toEqual([]);
  expect(text).toContain('有效期内第2个年度');
});

const answered = (value: string, questions: string[]) => each(questions, () => ({ value }));
const PRECHECK = {
  id: 'p1',
  kind: 'precheck',
  form: { fields: { 'ff-org-name': '示例精密制造有限公司（虚构）' } },
  walk: {
    answers: {
      'gen-on': { value: '2027-05-20' }, 'gen-org-kind': { value: 'enterprise' }, 'gen-town': { value: '回郭镇' },
      ...answered('yes', ['13-1-a', '13-1-c', '13-2-a', '13-2-b', '13-2-c', '13-2-e', '13-2-f', '13-4-a', '13-4-b', '13-4-c', '13-4-d']),
      ...answered('no', ['14-1-a', '14-1-b', '14-1-c', '14-1-d', '14-2-a', '14-2-b', '14-3-a', '14-3-c', '14-3-d', '14-4-a', '14-4-b', '14-4-c', '14-6-a', '14-7-a', '14-8-a']),
      '13-1-b': { value: 'branch', note: '总公司在外地。' }, '13-1-d': { value: '2012-06-18' },
      '13-2-d': { value: '2026-09-02' }, '13-2-g': { value: '3' }, '14-3-b': { value: 'unsure' },
    },
    town_recommendation: { opinion: 'agree', issuer_kind: 'town', town: '回郭镇' },
    profits: { 2024: '120', 2025: '130', 2026: '140' },
    previous_award: { status: 'none' },
  },
};

test('a pre-check prints verdict, answers and the letter', async ({ page, open }) => {
  await open('hosted');
  await load(page, PRECHECK, '/print');
  const all = await characters(await print(page));
  const { text, pages } = body(all, 1);
  const order = ['一、资格结论', '二、申报条件逐项回答', '关于申报巩义市市长质量奖有关问题的咨询函'].map((title) => text.indexOf(title));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order[0]).toBe(0);
  expect(pages[order[2]]).toBe(pages[pages.length - 1]);
});

test('the verdict of a pre-check is printed on two sheets at most, the letter on a page of its own', async ({ page, open }) => {
  await open('hosted');
  await load(page, PRECHECK, '/verdict');
  const all = await characters(await print(page));
  const { text, pages } = body(all, 1);
  expect(pages[pages.length - 1]).toBeLessThanOrEqual(4);
  const letter = text.indexOf('关于申报巩义市市长质量奖有关问题的咨询函');
  expect(pages[letter]).toBeGreaterThan(pages[letter - 1]);
  expect(text).toContain('最早可申报日期');
  for (const control of ['打印这一页', '修改回答', '任务清单']) expect(text).not.toContain(control);
});

for (const width of widths) {
  test(`the print view is accessible and does not scroll sideways at ${width} px`, async ({ page, open }) => {
    await page.setViewportSize({ width, height: 800 });
    await open('hosted');
    await load(page, application(3000, new Texts()), '/print');
    await axeClean(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
}
