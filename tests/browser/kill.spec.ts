// What was typed a third of a second ago is there after the browser was killed: a browser process of our own on a profile of its
// own, ended by SIGKILL with everything it started, so that nothing gets the chance to save on the way out.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Locator, type Page } from '@playwright/test';
import type { Host } from './host';
import { chance, rounds } from './rounds';
import { expect, Guard, started, test } from './support';

/** A place to type into: its page, and its field there. */
interface Place { route: string; field: (page: Page) => Locator }

const slot = (id: string): Place => ({ route: `/profile/${id}`, field: (page) => page.locator('#main textarea') });
const section = (item: string, at: number): Place => ({
  route: `/item/${item}`, field: (page) => page.getByRole('region', { name: '正文' }).locator('textarea').nth(at),
});
const reason = (item: string): Place => ({ route: `/item/${item}`, field: (page) => page.getByLabel('评分理由') });
const answer = (step: string, label: string): Place => ({
  route: `/question/${step}`, field: (page) => page.getByLabel(label),
});

/** One a round. */
const PLACES: Place[] = [
  slot('B.1.1.a'), section('4.1.2', 0), answer('13-1-a', '备注'), reason('4.1.2'), answer('gen-on', '日期'),
  section('4.7.2', 0), slot('B.2.3'), answer('gen-uscc', '统一社会信用代码'), answer('13-2-a', '备注'), reason('4.7.7'),
  section('4.1.2', 1), answer('13-1-d', '日期'), slot('B.1.2.d'), answer('13-2-g', '您的回答'), section('4.4.3', 0),
  answer('13-4-a', '备注'), reason('4.4.3'), slot('B.1.1.c'), answer('13-2-d', '日期'), section('4.6.3', 1),
];

class Profile {
  private readonly guard: Guard;

  constructor(private readonly folder: string, host: Host) {
    this.guard = new Guard([host.url('/')]);
  }

  /** A browser on this profile, with its first page. */
  async start(): Promise<Running> {
    const path = process.env.CHROMIUM ?? chromium.executablePath();
    const flags = [
      '--headless=new', '--no-sandbox', '--no-first-run', '--no-default-browser-check', '--hide-crash-restore-bubble',
      '--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage',
      `--user-data-dir=${this.folder}`, '--remote-debugging-port=0', 'about:blank',
    ];
    // Detached: the leader of a process group, which is killed as one.
    const browser = spawn(path, flags, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    const address = await debuggingAddress(browser);
    const remote = await chromium.connectOverCDP(address);
    const [context] = remote.contexts();
    await this.guard.watch(context);
    return { page: context.pages()[0] ?? await context.newPage(), browser };
  }

  check(): void {
    this.guard.check();
  }
}

interface Running { page: Page; browser: ChildProcess }

/** Chromium says on its error stream where it can be reached. */
async function debuggingAddress(browser: ChildProcess): Promise<string> {
  const lines = createInterface({ input: browser.stderr! });
  const patience = setTimeout(() => browser.kill('SIGKILL'), 20_000);
  const said: string[] = [];
  try {
    for await (const line of lines) {
      const found = line.match(/^DevTools listening on (ws:\S+)/);
      if (found) return found[1];
      said.push(line);
    }
  } finally {
    clearTimeout(patience);
    // Nobody reads on, and a full pipe would stop the browser.
    browser.stderr!.resume();
  }
  throw new Error(`the browser did not start:\n${said.join('\n')}`);
}

async function kill({ browser }: Running): Promise<void> {
  const gone = once(browser, 'exit');
  if (process.platform === 'win32') {
    spawn('taskkill', ['/F', '/T', '/PID', String(browser.pid)]);
  } else {
    process.kill(-browser.pid!, 'SIGKILL');
  }
  await gone;
}

/** A folder for a browser's profile, gone when the test is. */
const withProfile = test.extend<{ profile: Profile }>({
  profile: async ({ host }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'quality-award-profile-'));
    const profile = new Profile(folder, host);
    await use(profile);
    profile.check();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  },
});

async function begin(page: Page, host: Host): Promise<void> {
  await page.goto(host.url());
  await started(page);
  await page.getByRole('button', { name: '准备申报' }).click();
  await expect(page.locator('.saved')).toHaveAttribute('data-saving', 'saved');
}

async function at(page: Page, host: Host, place: Place): Promise<Locator> {
  // A load of its own: with a change of hash alone the field could still be the page's before.
  await page.goto('about:blank');
  await page.goto(`${host.url()}#${place.route}`);
  await started(page);
  const field = place.field(page);
  await field.waitFor();
  return field;
}

withProfile('what was typed is there after a kill', async ({ host, profile }) => {
  const count = rounds(12, 200);
  test.setTimeout(60_000 + count * 15_000);
  const next = chance(7);
  let running = await profile.start();
  try {
    await begin(running.page, host);
    const typed = new Map<Place, string>();
    for (let round = 0; round < count; round += 1) {
      const place = PLACES[round % PLACES.length];
      const text = `第${round + 1}轮 typed before the kill。`;
      const field = await at(running.page, host, place);
      await field.fill('');
      await field.focus();
      await running.page.keyboard.type(text);
      // Between 0.3 and 2 s after the last key.
      await running.page.waitForTimeout(300 + Math.floor(next() * 1_700));
      await kill(running);
      running = await profile.start();
      await expect(await at(running.page, host, place), `${place.route}, round ${round}`).toHaveValue(text);
      typed.set(place, text);
    }
    // No round has cost an earlier one its text.
    for (const [place, text] of typed) {
      await expect(await at(running.page, host, place)).toHaveValue(text);
    }
  } finally {
    await kill(running);
  }
});

// The same with saving put off: were this text there too, the test above would prove nothing.
withProfile('what was not saved before a kill is lost', async ({ host, profile }) => {
  let running = await profile.start();
  try {
    await begin(running.page, host);
    await running.page.addInitScript(() => {
      const later = window.setTimeout;
      // Only what waits on purpose: what is drawn in several steps goes on.
      window.setTimeout = ((run: TimerHandler, wait = 0) => later(run, wait < 100 ? wait : wait + 600_000)) as typeof setTimeout;
    });
    const [place] = PLACES;
    await (await at(running.page, host, place)).focus();
    await running.page.keyboard.type('来不及保存');
    await running.page.waitForTimeout(1000);
    await kill(running);
    running = await profile.start();
    await expect(await at(running.page, host, place)).toHaveValue('');
  } finally {
    await kill(running);
  }
});
