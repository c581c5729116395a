// A dossier as long as the longest that anyone is asked for.
import { formFields, items, questions, slots } from '../packs.mjs';

/** Characters that the texts have together. */
export const CHARACTERS = 60_000;
/** Fields that have something in them. */
export const FIELDS = 300;

const SENTENCE = '每月由质量部汇总各车间的一次交验合格率，与目标和上年同期比较，偏差超过百分之二的当月查明原因并写明改进措施。';

/** A package for 导入数据文件. */
export function dossier() {
  const [all, profile, form] = [items(), slots(), formFields()];
  const texts = all.reduce((sum, item) => sum + item.sections.length + 1, 0) + profile.length;
  const length = Math.ceil(CHARACTERS / texts);
  const text = SENTENCE.repeat(Math.ceil(length / SENTENCE.length)).slice(0, length);
  const typed = form.filter((field) => !field.same_as && field.kind !== 'auto');
  const figures = typed.filter((field) => field.kind === 'figures-3y');
  const others = typed.filter((field) => field.kind !== 'figures-3y');
  const map = (list, value) => Object.fromEntries(list.map((one) => [one.id ?? one, value(one)]));
  const years = ['2022', '2023', '2024', '2025'];
  const content = {
    format: 'quality-award-package',
    version: '0.1',
    id: 'bench00001',
    kind: 'application',
    scheme: 'gongyi-2023',
    criteria: 'gbt-19580-2012',
    walk: { answers: { ...map(questions(), () => ({ value: 'yes', note: '见附件' })), 'gen-on': { value: '2026-12-01' } } },
    form: {
      fields: map(others, (field) => field.options?.[0] ?? '示例'),
      figures: map(figures, (field) => Object.fromEntries(years.slice(field.opening ? 0 : 1).map((year) => [year, '1234.56']))),
    },
    profile: map(profile, () => text),
    items: all.map(({ id, sections }) => ({ id, sections: map(sections, () => text), percent: 45, reason: text })),
  };
  const filled = count(content);
  if (filled < FIELDS) throw new Error(`only ${filled} fields are filled`);
  return JSON.stringify(content);
}

function count(value) {
  return value && typeof value === 'object' ? Object.values(value).reduce((sum, part) => sum + count(part), 0) : 1;
}
