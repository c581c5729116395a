// The published schema takes the samples and what the app exports (walk.spec.ts), and nothing broken.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
// Not from ./support: no browser is needed here.
import { expect, test } from '@playwright/test';
import { schemaErrors } from './schema';

const sample = (name: string) => readFileSync(join(import.meta.dirname, '../samples', `${name}.json`), 'utf8');

for (const name of ['strong', 'weak']) {
  test(`the sample ${name} follows the schema`, () => {
    expect(schemaErrors(sample(name))).toEqual([]);
  });
}

for (const [what, breaks] of Object.entries({
  'a number where text belongs': (file: any) => { file.profile['B.2.2'] = 5; },
  'an unknown kind': (file: any) => { file.kind = 'loan'; },
  'a percent that is none': (file: any) => { file.items[0].percent = 42; },
  'no id': (file: any) => { delete file.id; },
  'another format': (file: any) => { file.format = 'another'; },
})) {
  test(`the schema refuses ${what}`, () => {
    const file = JSON.parse(sample('strong'));
    breaks(file);
    expect(schemaErrors(JSON.stringify(file))).not.toEqual([]);
  });
}
