// The verdict page against what the native command says of the exported file.
import type { Page } from '@playwright/test';
import type { Report } from './native';
import { labels } from './packs.mjs';

/** Each condition, exclusion and gate, the notice and the whole: the state in words, and the earliest date. */
export interface Verdict {
  overall: string;
  earliest: string | null;
  notBefore: boolean;
  findings: Record<string, { label: string; earliest: string | null }>;
}

/** What the page shows, and the day it was computed. */
export async function shown(page: Page): Promise<{ verdict: Verdict; today: string }> {
  return await page.locator('#main').evaluate((main) => {
    const text = (element: Element | null | undefined) => element?.textContent?.trim() ?? null;
    const big = main.querySelector('.verdict .when .big');
    const findings: Verdict['findings'] = {};
    for (const element of main.querySelectorAll('[id^="on-"]')) {
      const terms = [...element.querySelectorAll('dt')];
      const earliest = terms.find((term) => text(term) === '最早日期')?.nextElementSibling?.querySelector('time');
      findings[element.id.slice('on-'.length)] = { label: text(element.querySelector('.tag'))!, earliest: text(earliest) };
    }
    return {
      verdict: {
        overall: text(main.querySelector('.verdict h2'))!.replace('目前结论：', ''),
        earliest: text(big?.querySelector('time')),
        notBefore: Boolean(big?.textContent?.includes('不会早于')),
        findings,
      },
      today: main.textContent!.match(/计算日期：(\d{4}-\d\d-\d\d)/)![1],
    };
  });
}

/** The same as the command says it, in the words of the data. */
export function told(report: Report): Verdict {
  const words = labels();
  const states = Object.entries({ ...report.conditions, ...report.exclusions, ...report.gates });
  const findings = states.map(([id, { state, earliest }]) => [id, { label: words[state], earliest }]);
  return {
    overall: words[report.overall],
    earliest: report.earliest,
    notBefore: report.not_before_only,
    findings: { ...Object.fromEntries(findings), notice: { label: words[report.notice], earliest: null } },
  };
}
