// How soon the app takes a key and how fast it answers one, beside the plainest page with the same fields (floor.html),
// both slowed down to a weak machine, saving and checks going on; and, not slowed down, how long it takes to go from one
// item to the next and to check the whole dossier. Writes docs/benchmarks.md; ends with an error when a typed character
// was not saved or nothing was checked while keys were measured.
//
// From a key to the next paint: from the key event's own time (when the browser got the key) to the task after the
// frame that shows its effect (requestAnimationFrame, then a MessageChannel). The browser's Event Timing entries mean
// the same but are rounded to 8 ms, and keys that take less than 16 ms have none, so medians and a difference of 16 ms
// cannot be told from them. What both leave out is the way from the frame to the screen.
import { chromium } from '@playwright/test';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { CHARACTERS, METRICS, dossier, report as longReport, table } from './dossier.mjs';
import { items } from '../packs.mjs';

const SLOWER = 4;
const KEYS = 60;
/** Milliseconds between keys: a fast typist; saving falls between them. */
const PAUSE = 90;
/** After so many keys one thinks for so many milliseconds: checks begin, and the next keys fall into their slices. */
const BURST = 12;
const THOUGHT = 800;
/** Milliseconds after which a page that has no more elements than before is drawn. */
const DRAWN = 1500;
/** Milliseconds: the app may take so much longer than the floor, at the 95th percentile. */
const KEY_AIM = 16;
/** Milliseconds from the start to the first key taken. */
const FIRST_AIM = 1000;
/** Milliseconds from one item to the next, and of work for all checks; neither slowed down. */
const SWITCH_AIM = 100;
const CHECKS_AIM = 50;
/** Milliseconds from the press to the preview of a table or a report, not slowed down. */
const PREVIEW_AIM = 1000;

/** What is measured: a page of the app, its field, and what stands for that on the floor. */
const PAGES = [
  { name: '条目正文', route: '/item/4.1.2', field: '#f-items-4-1-2--sections-4-1-2-a' },
  {
    name: '指标数据',
    route: '/item/4.7.2',
    field: '#f-metrics-outgoing-pass-rate-magnesia-carbon--years-2025-value',
    plain: 'input',
  },
  { name: '申报表', route: '/form', field: '#f-form-fields-ff-products' },
  { name: '概述一栏', route: '/profile/B.1.1.a', field: '#f-profile-B-1-1-a' },
];

const { QA_DIST, QA_ROUNDS, QA_REPORT, CHROMIUM } = process.env;
const TYPES = { css: 'text/css', html: 'text/html', js: 'text/javascript', wasm: 'application/wasm' };

/** The app under /app/, the floor beside it. */
async function serve() {
  const server = createServer(async ({ url }, response) => {
    const path = new URL(url, 'http://host').pathname;
    const file = path === '/floor.html'
      ? join(import.meta.dirname, 'floor.html')
      : join(QA_DIST, path.replace('/app/', '') || 'index.html');
    const content = await readFile(file).catch(() => null);
    response.writeHead(content ? 200 : 404, { 'content-type': TYPES[file.split('.').pop()] ?? 'text/plain' });
    response.end(content ?? '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

/** Runs in every page: `times` gets each key's time; the field is focused as soon as it is there. */
function probe() {
  const times = [];
  // Milliseconds that each idle callback took: on the pages measured they are the checks' alone.
  const slices = [];
  const idle = window.requestIdleCallback.bind(window);
  window.requestIdleCallback = (run, options) => idle((deadline) => {
    const start = performance.now();
    run(deadline);
    slices.push(performance.now() - start);
  }, options);
  let first = null;
  let pressed = 0;
  addEventListener('keydown', (event) => { pressed = event.timeStamp; }, true);
  addEventListener('input', () => {
    const start = pressed;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { times.push(performance.now() - start); first ??= performance.now(); };
      port2.postMessage(null);
    });
  }, true);
  window.probe = {
    times,
    slices,
    first: () => first,
    reviews: () => performance.getEntriesByName('review').length,
    /** Milliseconds from a click on a link to the task after the frame that shows another heading. */
    follow(link) {
      const heading = () => document.querySelector('h1').textContent;
      const [before, start] = [heading(), performance.now()];
      link.click();
      return new Promise((resolve) => {
        const look = () => requestAnimationFrame(() => {
          if (heading() === before) return look();
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - start);
          port2.postMessage(null);
        });
        look();
      });
    },
    focus(selector) {
      const field = document.querySelector(selector);
      if (!field) return false;
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
      return true;
    },
  };
}

/** The text fields of the page: how many, and how long their texts are. */
const shapeOf = (page) => page.evaluate(() => {
  const lengths = (selector) => [...document.querySelectorAll(selector)].map((field) => field.value.length);
  return { texts: lengths('main textarea'), lines: lengths('main input[type=text]') };
});

async function slow(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
}

/** Milliseconds from the start of a load to the first key that is taken, with keys coming all the time. */
async function firstKey(page, url, selector) {
  await page.goto('about:blank');
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction((selector) => window.probe?.focus(selector), selector, { polling: 20 });
  for (;;) {
    await page.keyboard.press('x');
    const first = await page.evaluate(() => window.probe.first());
    if (first !== null) return first;
  }
}

/** Milliseconds from key to paint, for each of the keys. */
async function keys(page, selector, text) {
  await page.evaluate((selector) => { window.probe.focus(selector); window.probe.times.length = 0; }, selector);
  for (const [at, key] of [...text].entries()) {
    await page.keyboard.press(key);
    await page.waitForTimeout((at + 1) % BURST === 0 ? THOUGHT : PAUSE);
  }
  await page.waitForFunction((count) => window.probe.times.length >= count, text.length);
  return await page.evaluate(() => window.probe.times);
}

/** What IndexedDB holds of the dossier, and how often it was saved. */
const stored = (page) => page.evaluate(() => new Promise((resolve, reject) => {
  const request = indexedDB.open('quality-award');
  request.onerror = () => reject(request.error);
  request.onsuccess = () => {
    const database = request.result;
    const transaction = database.transaction(['records', 'heads']);
    const records = transaction.objectStore('records').getAll();
    const heads = transaction.objectStore('heads').getAll();
    transaction.oncomplete = () => {
      database.close();
      resolve({ records: records.result.join('\n'), saves: JSON.parse(heads.result[0].split('\n')[1]).generation });
    };
  };
}));

const opened = (page, id) => page.locator('input[type=file]').first().setInputFiles({
  name: 'bench.json', mimeType: 'application/json', buffer: Buffer.from(dossier(id)),
});

/** A browser profile of its own, with the dossier imported. */
async function withDossier(browser, origin) {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 } });
  await context.addInitScript(probe);
  const page = await context.newPage();
  await page.goto(`${origin}/app/`);
  await page.locator('html[data-started]').waitFor();
  await opened(page, 'bench00001');
  await page.locator('.saved[data-saving=saved]').waitFor();
  const build = await page.locator('meta[name="quality-award-build"]').getAttribute('content');
  await page.close();
  return { context, build };
}

/** One page of the app and its floor, once each. */
async function round(browser, origin, { name, route, field, plain: floorField = 'textarea' }, number) {
  const { context, build } = await withDossier(browser, origin);
  const page = await context.newPage();
  await slow(page);
  const first = await firstKey(page, `${origin}/app/#${route}`, field);
  // Never the same twice: what is found in storage was typed now.
  const text = `${'typing on and on '.repeat(KEYS)}`.slice(0, KEYS - 4) + String(number).padStart(4, '0');
  // What is drawn only while nobody types is there.
  await page.waitForFunction(() => {
    const [now, before] = [document.querySelectorAll('main *').length, window.probe.elements];
    window.probe.elements = now;
    return now === before;
  }, null, { polling: DRAWN });
  const before = await stored(page);
  await page.evaluate(() => { window.probe.slices.length = 0; });
  const reviews = await page.evaluate(() => window.probe.reviews());
  const app = await keys(page, field, text);
  const checked = await page.evaluate(() => ({ runs: window.probe.reviews(), slices: window.probe.slices.length }));
  checked.runs -= reviews;
  await page.locator('.saved[data-saving=saved]').waitFor();
  const shape = await shapeOf(page);
  const after = await stored(page);
  if (!after.records.includes(text)) throw new Error(`${name}: what was typed last is not in storage`);
  if (after.saves - before.saves < 2) throw new Error(`${name}: nothing was saved while keys were measured`);
  if (checked.slices < 2) throw new Error(`${name}: nothing was checked while keys were measured`);
  await page.close();

  const plain = await context.newPage();
  await slow(plain);
  const query = new URLSearchParams({ texts: shape.texts.join(), lines: shape.lines.join() });
  const floorFirst = await firstKey(plain, `${origin}/floor.html?${query}`, floorField);
  const floor = await keys(plain, floorField, text);
  await context.close();
  return { app, floor, first, floorFirst, shape, build, checked };
}

/**
 * Not slowed down: all checks over the whole dossier, every item after the other, then the dossier opened once more as
 * another one, which is checked as a whole again when the code of the checks is compiled.
 */
async function wholeRound(browser, origin) {
  const { context } = await withDossier(browser, origin);
  const page = await context.newPage();
  const all = items();
  await page.goto(`${origin}/app/#/item/${all[0].id}`);
  await page.waitForFunction(() => window.probe?.reviews() > 0);
  const slices = await page.evaluate(() => window.probe.slices);
  const switches = [];
  for (let at = 1; at < all.length; at += 1) {
    const next = page.getByRole('link', { name: /^下一条：/ });
    switches.push(await next.evaluate((link) => window.probe.follow(link)));
    // What follows a switch, such as focus and the checks' pause, is not counted to the next one.
    await page.waitForTimeout(PAUSE);
  }
  await page.goto(`${origin}/app/#/`);
  // What was still to be checked is.
  await page.waitForTimeout(THOUGHT);
  const before = await page.evaluate(() => { window.probe.slices.length = 0; return window.probe.reviews(); });
  await opened(page, 'bench00002');
  await page.waitForFunction((before) => window.probe.reviews() > before, before);
  const again = await page.evaluate(() => window.probe.slices);
  const sheet = await preview(page, `${origin}/app/#/table`, '把复制的表格粘贴到这里', table(), '核对去处', '.incells tbody tr');
  const brought = await preview(page, `${origin}/app/#/bring`, '报告全文', longReport(all), '分到各条目，先核对', '.group-list > li');
  await context.close();
  return { slices, again, switches, sheet, brought };
}

/** Milliseconds from pressing the button under a box with this text to the task after the frame that shows the preview. */
async function preview(page, url, label, text, button, shows) {
  await page.goto(url);
  await page.getByLabel(label).evaluate((box, text) => {
    box.value = text;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, text);
  return await page.getByRole('button', { name: button }).evaluate((press, shows) => {
    const start = performance.now();
    press.click();
    return new Promise((resolve) => {
      const look = () => requestAnimationFrame(() => {
        if (!document.querySelector(shows)) return look();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - start);
        port2.postMessage(null);
      });
      look();
    });
  }, shows);
}

const sorted = (numbers) => [...numbers].sort((one, two) => one - two);
const quantile = (numbers, share) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];
const median = (numbers) => quantile(numbers, 0.5);
const ms = (number) => number.toFixed(number < 100 ? 1 : 0);
const spread = (numbers) => `${ms(Math.min(...numbers))}–${ms(Math.max(...numbers))}`;
const verdict = (met) => (met ? 'met' : '**MISSED**');

function report(results, whole, facts) {
  const rows = results.flatMap(({ name, rounds }) => {
    const all = (what) => rounds.flatMap((one) => one[what]);
    const [app, floor] = [all('app'), all('floor')];
    const [p95, floor95] = [quantile(app, 0.95), quantile(floor, 0.95)];
    const line = (who, keys, first, aims) => `| ${name} | ${who} | ${ms(median(keys))} | ${ms(quantile(keys, 0.95))} | ${spread(keys)} | ${ms(median(first))} | ${spread(first)} | ${aims} |`;
    const first = all('first');
    return [
      line('app', app, first, `key ${verdict(p95 <= floor95 + KEY_AIM)} (${p95 < floor95 ? '−' : '+'}${ms(Math.abs(p95 - floor95))} ms), start ${verdict(median(first) <= FIRST_AIM)}`),
      line('floor', floor, all('floorFirst'), ''),
    ];
  });
  const checks = (when, all) => {
    const work = all.map((slices) => slices.reduce((sum, slice) => sum + slice, 0));
    const longest = all.map((slices) => Math.max(...slices));
    return `| all checks over the whole dossier, ${when}, ms of work | ${ms(median(work))} | | ${spread(work)} | ≤ ${CHECKS_AIM}: ${verdict(median(work) <= CHECKS_AIM)} |
| the longest slice of them, ms | ${ms(median(longest))} | | ${spread(longest)} | |`;
  };
  const previews = (what, all) => `| ${what}, ms | ${ms(median(all))} | | ${spread(all)} | ≤ ${PREVIEW_AIM.toLocaleString('en')}: ${verdict(median(all) <= PREVIEW_AIM)} |`;
  const switches = whole.flatMap((one) => one.switches);
  const runs = results.map(({ name, rounds }) => `${name}: ${rounds.map(({ checked }) => `${checked.runs} (${checked.slices})`).join(', ')}`).join('; ');
  const fields = results.map(({ name, rounds: [{ shape }] }) => `${name}: ${shape.texts.length + shape.lines.length}`).join('; ');
  return `# Benchmarks

Written by \`cargo xtask bench\`; do not edit.

- Build ${facts.build}, Chromium ${facts.browser}, ${facts.cores} cores, processor slowed down ${SLOWER} times.
- Dossier: the strong sample grown to ${CHARACTERS.toLocaleString('en')} characters and ${METRICS} metrics, read from IndexedDB. Saving and checks go on while keys are measured; the run fails unless the last character typed is in storage afterwards and checks ran.
- ${facts.rounds} rounds, the app and its floor in turn, ${KEYS} keys a page and round, ${PAUSE} ms apart, ${THOUGHT} ms after every ${BURST}th. Floor: a page without a framework, with the same fields and texts, each field a form as in the app. Text fields on the page: ${fields}.
- Keys are measured once the page is drawn. Key: milliseconds from the key event to the task after the frame that shows it. Start: milliseconds from the beginning of the load (compiled code not cached) to that moment for the first key.
- Aims: 95th percentile of keys no more than ${KEY_AIM} ms above the floor; start no more than ${FIRST_AIM.toLocaleString('en')} ms (median).

| page | | key, median | 95th percentile | min–max | start, median | min–max | aims |
|---|---|---|---|---|---|---|---|
${rows.join('\n')}

Runs of the checks that came to their end while keys were measured, by round (slices of work in brackets; a key begins a run anew): ${runs}.

Not slowed down:

| what | median | 95th percentile | min–max | aim |
|---|---|---|---|---|
| from one item to the next, ms (${switches.length} times) | ${ms(median(switches))} | ${ms(quantile(switches, 0.95))} | ${spread(switches)} | ≤ ${SWITCH_AIM}: ${verdict(quantile(switches, 0.95) <= SWITCH_AIM)} |
${checks('first after the start, while their code is compiled', whole.map((one) => one.slices))}
${checks('once more', whole.map((one) => one.again))}
${previews('the preview of a table of 2,000 rows and 60 columns', whole.map((one) => one.sheet))}
${previews('the preview of a report of 300,000 characters', whole.map((one) => one.brought))}
`;
}

const { server, origin } = await serve();
const browser = await chromium.launch({ executablePath: CHROMIUM });
const results = PAGES.map((page) => ({ ...page, rounds: [] }));
const whole = [];
try {
  for (let number = 1; number <= Number(QA_ROUNDS); number += 1) {
    for (const result of results) {
      result.rounds.push(await round(browser, origin, result, number));
      console.log(`round ${number}, ${result.name}: key ${ms(median(result.rounds.at(-1).app))} ms, floor ${ms(median(result.rounds.at(-1).floor))} ms`);
    }
    whole.push(await wholeRound(browser, origin));
  }
  const facts = {
    build: results[0].rounds[0].build, browser: browser.version(), cores: availableParallelism(), rounds: QA_ROUNDS,
  };
  const text = report(results, whole, facts);
  await writeFile(QA_REPORT, text);
  console.log(text);
} finally {
  await browser.close();
  server.close();
}
