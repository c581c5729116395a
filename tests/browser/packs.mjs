// The rules data as it stands in `data/`, so that the tests and the bench follow it: what is asked, which fields there are.
// Plain JavaScript: the bench is run by node alone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'smol-toml';

const DATA = fileURLToPath(new URL('../../data/', import.meta.url));

function pack(path) {
  return parse(readFileSync(join(DATA, path), 'utf8'));
}

/**
 * Every question that is asked, in order. `step` is the page that asks it: its own, or that of its exclusion.
 * @returns {{ id: string, step: string, part: string, ask: string }[]}
 */
export function questions() {
  const asked = (part, step) => ({ id, ask, fact }) => ({ id, step: step ?? id, part, ask, fact });
  const general = pack('gongyi-2023/general.toml').question.map(asked('general'));
  const gates = pack('gongyi-2023/gates.toml').gate.filter((gate) => !gate.same_as).map(asked('gate'));
  const conditions = pack('gongyi-2023/conditions.toml').condition
    .flatMap(({ question }) => question.map(asked('condition')));
  const exclusions = pack('gongyi-2023/exclusions.toml').exclusion
    .flatMap(({ id, question }) => question.filter((one) => !one.fills).map(asked('exclusion', id)));
  const notice = pack('gongyi-2023/procedure.toml').procedure
    .flatMap(({ question }) => (question ? [asked('notice')(question)] : []));
  return [...general, ...gates, ...conditions, ...exclusions, ...notice];
}

/** The ids of the pages of the walk, in order. @returns {string[]} */
export function steps() {
  return [...new Set(questions().map(({ step }) => step))];
}

/**
 * The fields of the form, in the order they are printed. `same_as` names the question that holds the answer.
 * @returns {{ id: string, label: string, kind: string, same_as?: string, opening?: boolean, options?: string[] }[]}
 */
export function formFields() {
  return pack('gongyi-2023/forms.toml').field.sort((one, two) => one.order - two.order);
}

/** The slots of the organisational profile. @returns {string[]} */
export function slots() {
  return pack('gbt-19580-2012/profile.toml').slot.map(({ id }) => id);
}

/** The items, each with its sub-headings. @returns {{ id: string, sections: string[] }[]} */
export function items() {
  return pack('gbt-19580-2012/items.toml').item
    .map(({ id, title, section }) => ({ id, title, sections: section.map((one) => one.id) }));
}

/**
 * The registers and lists. `of` is what they belong to, `at` where they are written, `add` the button for one more.
 * @returns {{ id: string, of: string, at: string[], add: string, columns: { key: string, kind: string, to?: string }[] }[]}
 */
export function registers() {
  return pack('gbt-19580-2012/registers.toml').register;
}

/** The bands of scores, in order, for either kind of item. @returns {{ id: string, kind: string }[]} */
export function bands() {
  return pack('gbt-19580-2012/bands.toml').band;
}

/** Ids of the papers that are usually asked for, in order. @returns {string[]} */
export function catalogue() {
  return pack('gongyi-2023/evidence.toml').evidence.map(({ id }) => id);
}

/** What a reader sees for the states of a verdict. @returns {Record<string, string>} */
export function labels() {
  return pack('gongyi-2023/scheme.toml').labels;
}
