import { defineConfig } from '@playwright/test';
import { join } from 'node:path';

// Set by `cargo xtask test`; the defaults are for starting Playwright by hand after `cargo xtask dist`.
const target = process.env.QA_TARGET ?? join(import.meta.dirname, '../../target/browser');

// The longest tests begin first, so that both workers are busy to the end.
const LONG = ['pages.spec.ts', 'typed.spec.ts', 'walk.spec.ts'];

export default defineConfig({
  testDir: '.',
  outputDir: join(target, 'results'),
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  projects: [{ name: 'long', testMatch: LONG }, { name: 'short', testIgnore: LONG }],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: process.env.CHROMIUM },
  },
});
