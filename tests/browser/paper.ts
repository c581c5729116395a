// Holds what was typed against what is printed.
import { characters } from './pdf';

/** Points: between the margins of a page of the book, in which the page's head and foot stand (styles/print.css). */
const [BOTTOM, TOP] = [24, 297 - 25].map((millimetres) => millimetres * (72 / 25.4));

/** The text of a printed book without its cover, page heads, page feet and white space. */
export async function bookText(pdf: Uint8Array): Promise<string> {
  const inside = (await characters(pdf)).filter(({ page, y }) => page > 1 && y >= BOTTOM && y <= TOP);
  return inside.map(({ text }) => text).join('').replace(/\s/gu, '');
}

/** What is wrong on paper: each of the texts has to stand in the body, without white space, once, in this order. */
export function misprinted(body: string, texts: string[], twice = new Set<string>()): string[] {
  const problems: string[] = [];
  let from = 0;
  for (const text of texts) {
    const sought = text.replace(/\s/gu, '');
    const first = body.indexOf(sought);
    const at = twice.has(text) ? body.indexOf(sought, first + 1) : first;
    if (at === -1) {
      problems.push(`missing: ${text}`);
    } else if (body.indexOf(sought, at + 1) !== -1) {
      problems.push(`more than once: ${text}`);
    } else if (at < from) {
      problems.push(`before what it comes after: ${text}`);
    } else {
      from = at + sought.length;
    }
  }
  return problems;
}
