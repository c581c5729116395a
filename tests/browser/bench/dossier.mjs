// The strong sample, grown to as much as anyone writes.
import { readFileSync } from 'node:fs';

/** Characters that the report and the profile have together, at least. */
export const CHARACTERS = 60_000;
/** Metrics, each with its years and comparisons. */
export const METRICS = 300;

const SAMPLE = new URL('../../samples/strong.json', import.meta.url);

/** A package for 导入数据文件, with this id. */
export function dossier(id) {
  const { fingerprint, ...content } = JSON.parse(readFileSync(SAMPLE, 'utf8'));
  content.id = id;
  const sections = content.items.map((item) => item.sections ?? {});
  const texts = [content.profile, ...sections];
  const written = texts.flatMap(Object.values).reduce((sum, text) => sum + text.length, 0);
  const times = Math.ceil(CHARACTERS / written);
  for (const text of texts) {
    for (const id of Object.keys(text)) text[id] = Array(times).fill(text[id]).join('\n');
  }
  const own = content.metrics;
  content.metrics = Array.from({ length: METRICS }, (_, at) => {
    const [metric, copy] = [own[at % own.length], Math.floor(at / own.length)];
    return copy === 0 ? metric : again(metric, copy);
  });
  return JSON.stringify(content);
}

/** A table as a spreadsheet puts it on the clipboard: 2,000 rows, 60 columns. */
export function table() {
  const years = Array.from({ length: 59 }, (_, at) => 1967 + at);
  const rows = Array.from({ length: 1999 }, (_, at) => [`示例指标${at}`, ...years.map((year) => `${year + at}.5`)]);
  return [['指标', ...years], ...rows].map((row) => row.join('\t')).join('\n');
}

/** A report of 300,000 characters in 900 paragraphs, with the headings of the criteria. */
export function report(items) {
  const paragraph = '示例单位每年按计划检查并改进这一过程，结果用于下一年的安排。'.repeat(12);
  const each = Math.ceil(900 / items.length);
  const lines = items.flatMap(({ id, title }) => [`${id} ${title}`, ...Array.from({ length: each }, (_, at) => `${at}${paragraph}`)]);
  return lines.join('\n');
}

/** A copy of a metric, with ids and a name of its own. */
function again(metric, copy) {
  const renamed = ({ id, ...entry }) => ({ ...entry, id: `${id}-${copy}` });
  const lists = Object.entries(metric.lists ?? {}).map(([list, entries]) => [list, entries.map(renamed)]);
  const fields = { ...metric.fields, name: `${metric.fields.name}（${copy}）` };
  return { ...renamed(metric), fields, lists: Object.fromEntries(lists) };
}
