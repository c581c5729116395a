// The native command, which reads the same files by the same rules.
import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** Set by `cargo xtask test`; the default is for starting Playwright by hand after `cargo build -p quality-award`. */
export const COMMAND = process.env.QA_COMMAND ?? join(import.meta.dirname, '../../target/debug/quality-award');

/** What `quality-award check --json` says of a file; see docs/cli.md. */
export interface Report {
  overall: string;
  earliest: string | null;
  not_before_only: boolean;
  conditions: States;
  exclusions: States;
  gates: States;
  notice: string;
  score: {
    total: string;
    of: number;
    scored: number;
    unscored: number;
    categories: Record<string, string>;
    items: Record<string, string>;
  };
}
type States = Record<string, { state: string; earliest: string | null }>;

/** Checks a file as of a day. */
export async function check(file: string, today: string): Promise<Report> {
  return (await checkAll([file], today))[0];
}

/** Checks files as of a day, in their order. */
export async function checkAll(files: string[], today: string): Promise<Report[]> {
  const out = await run('check', '--json', '--today', today, ...files);
  return out.trimEnd().split('\n').map((line) => JSON.parse(line));
}

/** The package that the app would export of a file. */
export async function exported(file: string): Promise<string> {
  return await run('render', file, '--to', 'json');
}

/** What the command says. That something stands in the way of an application is no error. */
function run(...arguments_: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(COMMAND, arguments_, { maxBuffer: 1 << 28 }, (error, out, said) => {
      if (error && error.code !== 1) reject(new Error(`${error.message} ${said}`));
      else resolve(out);
    });
  });
}
