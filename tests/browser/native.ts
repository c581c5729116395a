// The native command, which reads the same files by the same rules.
import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** Set by `cargo xtask test`; the default is for starting Playwright by hand after `cargo build -p quality-award`. */
const COMMAND = process.env.QA_COMMAND ?? join(import.meta.dirname, '../../target/debug/quality-award');

/** What `quality-award check --json` says of a file; see docs/cli.md. */
export interface Report {
  overall: string;
  earliest: string | null;
  not_before_only: boolean;
  conditions: States;
  exclusions: States;
  gates: States;
  notice: string;
  score: { total: string; of: number };
}
type States = Record<string, { state: string; earliest: string | null }>;

/** Checks a file as of a day. That something stands in the way is no error. */
export async function check(file: string, today: string): Promise<Report> {
  return await new Promise((resolve, reject) => {
    execFile(COMMAND, ['check', '--json', '--today', today, file], (error, out, said) => {
      if (error && error.code !== 1) reject(new Error(`${error.message} ${said}`));
      else resolve(JSON.parse(out));
    });
  });
}
