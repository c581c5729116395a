// docs/package.schema.json, read by a validator that knows nothing of this project.
import Ajv2020 from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/package.schema.json'), 'utf8'));
// A format such as uint8 is a remark in JSON Schema 2020-12, not a rule.
const validate = new Ajv2020({ allErrors: true, validateFormats: false }).compile(schema);

/** Where a package does not follow the schema; empty when it does. */
export function schemaErrors(file: Buffer | string): string[] {
  validate(JSON.parse(file.toString()));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
