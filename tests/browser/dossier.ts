// Packages made in a test, as docs/format.md describes them, and the way they get into the app.
import type { Page } from '@playwright/test';
import { expect } from './support';

export type Kind = 'precheck' | 'application' | 'annual';
type Texts = Record<string, string>;

/** What a test writes of a package; the rest is empty. */
export interface Dossier {
  id: string;
  kind: Kind;
  settings?: Texts;
  walk?: Record<string, unknown>;
  form?: { fields?: Texts; figures?: Record<string, Texts> };
  profile?: Texts;
  registers?: Record<string, { id: string; fields: Texts }[]>;
  metrics?: { id: string; fields: Texts; years?: Record<string, Texts>; lists?: Record<string, { id: string; fields: Texts }[]> }[];
  items?: { id: string; sections?: Texts; percent?: number; reason?: string }[];
  registers?: Record<string, { id: string; fields?: Texts; refs?: Record<string, string[]> }[]>;
  annual?: { awarded?: string; year?: string; award?: Texts; sections?: Texts };
}

/** A package as the file that a person chooses. */
export function packageFile(dossier: Dossier, name = '档案.json') {
  const content = {
    format: 'quality-award-package', version: '0.1', scheme: 'gongyi-2023', criteria: 'gbt-19580-2012', ...dossier,
  };
  return { name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) };
}

/** Imports packages on a page that has the button for it; the last one is open then. */
export async function importAll(page: Page, ...dossiers: Dossier[]): Promise<void> {
  for (const dossier of dossiers) {
    const field = page.locator('input[type=file]').first();
    await field.setInputFiles(packageFile(dossier, `${dossier.id}.json`));
    await expect(page.locator('.toast')).toContainText(`已导入“${dossier.id}.json”`);
    await page.locator('.toast').getByRole('button', { name: '关闭' }).click();
    await expect(page).toHaveURL(/#\/$/);
  }
}

/** A Chinese paragraph of about so many characters, without a place to break at but its commas. */
export function prose(length: number): string {
  const sentence = '公司围绕客户要求持续改进过程质量，把关键工序的控制计划、首件检验、防错装置和班组改善提案连成一个闭环，';
  const text = sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length - 1);
  return `${text.replace(/[，、]$/, '续')}。`;
}

const YEARS = ['2023', '2024', '2025'];
const figures = (values: string[]) => Object.fromEntries(values.map((value, at) => [YEARS[at], value]));
const yes = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, { value: 'yes' }]));
const no = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, { value: 'no' }]));

/** Answers of every kind: rows, groups, events, profits, notes; some wrong, some open. */
const walk = {
  answers: {
    'gen-on': { value: '2026-05-20' },
    'gen-uscc': { value: '91410181MA0000007T' },
    'gen-org-kind': { value: 'enterprise' },
    'gen-town': { value: 'other', note: '示例镇（虚构的名称，写得比较长）' },
    ...yes('13-1-a', '13-1-c', '13-2-a', '13-2-b', '13-2-e', '13-2-f', '13-4-a', '13-4-b', '13-4-c', '13-4-d'),
    '13-1-b': { value: 'legal_person' },
    '13-1-d': { value: '2012年6月18日' },
    '13-2-c': { value: 'unsure', note: prose(120) },
    '13-2-d': { value: '2025-02-30' },
    '13-2-g': { value: '5' },
    '13-3-a': { value: 'have' },
    '13-4-e': { value: 'have' },
    ...no('14-1-a', '14-1-b', '14-1-c', '14-1-d', '14-2-a', '14-2-b', '14-3-a', '14-3-c', '14-3-d', '14-4-b', '14-4-c'),
    '14-3-b': { value: 'unsure', note: '正在向应急管理部门核实。' },
    '14-4-a': { value: 'yes' },
    ...no('14-6-a', '14-7-a', '14-8-a', '14-8-b'),
  },
  ranking: [
    { id: 'c1', indicator: 'revenue', year: '2025', scope: 'provincial', rank: '第 3 位', source: prose(90) },
    { id: 'c2', indicator: 'social_contribution', year: '两年前', scope: 'national', rank: '前列', source: '行业协会' },
  ],
  honours: [{ id: 'h1', kind: 'srdi', name: '示例省“专精特新”中小企业（虚构）', expires: '2028-06-30' }],
  town_recommendation: { opinion: 'agree', issuer_kind: 'town', town: '示例镇（虚构的名称，写得比较长）', date: '2026-05-06' },
  events: [{
    id: 'e1', question: '14-4-a', date: '2023-03-11', decided: '2023-04-02', ended: '2023-05', ongoing: 'no',
    applies: 'yes', level: 'municipal', description: prose(200), remedied: 'yes', document: '示例市监抽〔2023〕7号',
  }],
  profits: figures(['1395', '-36', '12万5']),
  previous_award: { status: 'none' },
  notice: { start: '2026-05-08', end: '2026-05-14', objections: 'none' },
};

const NAME = '示例精密制造有限公司（虚构）';

/** 申报, with a good part written: long texts, wrong values, figures of a year that no longer counts. */
export const application: Dossier = {
  id: 'application1',
  kind: 'application',
  walk,
  form: {
    fields: {
      'ff-org-name': NAME,
      'ff-fill-date': '2026-05',
      'ff-recommender': '示例镇',
      'ff-address': '示例省示例市示例镇工业园区创新大道与质量路交叉口向东一千二百米路北第三排厂房（虚构）',
      'ff-size': '中型',
      'ff-category': '制造业',
      'ff-capital': '12万5',
      'ff-employees': '388',
      'ff-products': prose(620),
      'ff-quality-features': prose(900),
      'ff-pledge': 'yes',
    },
    figures: {
      'ff-fig-assets-open': figures(['30,960', '31240', '']),
      'ff-fig-assets': figures(['31240', '32580', '34120']),
      'ff-fig-liabilities': figures(['13870', '13690', '13450']),
      'ff-fig-equity': { 2022: '16400', ...figures(['17370', '约18890', '20670']) },
      'ff-fig-surcharge': figures(['182', '208', '231']),
      'ff-fig-vat': { 2021: '977', ...figures(['1012', '1176', '1304']) },
      'ff-fig-interest': figures(['296', '265', '232']),
    },
  },
  profile: { 'B.1.1.a': prose(700), 'B.2.2': prose(80) },
  metrics: [
    {
      id: 'm1',
      fields: { section: '4.7.3-a', name: '顾客满意度（主机配套、售后备件和出口三个顾客群加权平均）', unit: '分', direction: 'higher' },
      years: { 2023: { value: '86.4' }, 2024: { value: '87.9', target: '87' }, 2025: { value: '约89', target: '91' } },
      lists: { comparisons: [{ id: 'mc1', fields: { object: '省内同行', value: '88.5', year: '2025', source: prose(60) } }] },
    },
    { id: 'm2', fields: { section: '4.7.3-b', name: '省内市场占有率' }, years: { 2021: { value: '-1,234,567.89' }, 2025: { value: '5.3' } } },
  ],
  items: [
    { id: '4.1.2', sections: { '4.1.2-a': prose(800), '4.1.2-b': prose(90) }, percent: 45, reason: prose(80) },
    { id: '4.7.3', percent: 0, reason: '没有数据。' },
  ],
};

/** 预审, with the same answers. */
export const precheck: Dossier = { id: 'precheck1', kind: 'precheck', walk };

/** 年度自评 of the second year. */
export const annual: Dossier = {
  id: 'annual1',
  kind: 'annual',
  form: { fields: { 'ff-org-name': '示例工程机械有限公司（虚构）' } },
  items: application.items,
  annual: {
    awarded: '2025年6月18日',
    year: '2026',
    sections: { 'an-profile': '无变化。', 'an-publicity': prose(560) },
  },
};

/** The JSON of a section's record in storage; empty when there is none. */
export async function stored(page: Page, id: string, section: string): Promise<string> {
  const all = await storedUnder(page, id, section);
  return all.find((record) => record.section === section)?.json ?? '';
}

/** The records in storage of all sections whose names begin so. */
export async function storedUnder(page: Page, id: string, begin: string): Promise<{ section: string; json: string }[]> {
  const records = await page.evaluate(([from]) => new Promise<[string, string][]>(async (resolve, reject) => {
    // Opening a database that is not there would make it.
    const there = (await indexedDB.databases()).some((database) => database.name === 'quality-award');
    if (!there) { resolve([]); return; }
    const opening = indexedDB.open('quality-award');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const reading = opening.result.transaction('records');
      const range = IDBKeyRange.bound(from, `${from}\uffff`);
      const keys = reading.objectStore('records').getAllKeys(range);
      const values = reading.objectStore('records').getAll(range);
      reading.onabort = () => reject(reading.error);
      reading.oncomplete = () => {
        opening.result.close();
        resolve(keys.result.map((key, at) => [String(key), values.result[at] as string]));
      };
    };
  }), [`${id}/${begin}`] as const);
  // Generation, checksum, JSON.
  return records.map(([key, record]) => ({
    section: key.slice(id.length + 1), json: record.split('\n').slice(2).join('\n'),
  }));
}
