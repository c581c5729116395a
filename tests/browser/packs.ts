// The rules data as it stands in `data/`, so that the tests follow it: what is asked, which fields there are.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';

const DATA = join(import.meta.dirname, '../../data');

function pack(path: string): any {
  return parse(readFileSync(join(DATA, path), 'utf8'));
}

/** A question of the walk. */
export interface Question {
  id: string;
  /** The page that asks it: its own, or that of the exclusion it belongs to. */
  step: string;
  part: 'general' | 'gate' | 'condition' | 'exclusion' | 'notice';
  ask: string;
}

/** Every question that is asked, in order. */
export function questions(): Question[] {
  const general = pack('gongyi-2023/general.toml').question
    .map(({ id, ask }: any) => ({ id, step: id, part: 'general', ask }));
  const gates = pack('gongyi-2023/gates.toml').gate.filter((gate: any) => !gate.same_as)
    .map(({ id, ask }: any) => ({ id, step: id, part: 'gate', ask }));
  const conditions = pack('gongyi-2023/conditions.toml').condition.flatMap((condition: any) => condition.question
    .map(({ id, ask }: any) => ({ id, step: id, part: 'condition', ask })));
  const exclusions = pack('gongyi-2023/exclusions.toml').exclusion.flatMap((exclusion: any) => exclusion.question
    .filter((question: any) => !question.fills)
    .map(({ id, ask }: any) => ({ id, step: exclusion.id, part: 'exclusion', ask })));
  const notice = pack('gongyi-2023/procedure.toml').procedure
    .filter(({ question }: any) => question)
    .map(({ question: { id, ask } }: any) => ({ id, step: id, part: 'notice', ask }));
  return [...general, ...gates, ...conditions, ...exclusions, ...notice];
}

/** The ids of the pages of the walk, in order. */
export function steps(): string[] {
  return [...new Set(questions().map(({ step }) => step))];
}

/** A field of the form. `same_as` names the question that holds its answer. */
export interface FormField { id: string; label: string; kind: string; same_as?: string; opening?: boolean }

/** The fields of the form, in the order they are printed. */
export function formFields(): FormField[] {
  const fields = pack('gongyi-2023/forms.toml').field;
  return [...fields].sort((one: any, two: any) => one.order - two.order);
}

/** The slots of the organisational profile. */
export function slots(): string[] {
  return pack('gbt-19580-2012/profile.toml').slot.map(({ id }: any) => id);
}

/** The items, each with its sub-headings. */
export function items(): { id: string; sections: string[] }[] {
  return pack('gbt-19580-2012/items.toml').item
    .map(({ id, section }: any) => ({ id, sections: section.map((one: any) => one.id) }));
}
