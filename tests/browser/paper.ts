// Holds what was typed against what is printed.

/** What is wrong on paper: each of the texts has to stand in the body, without white space, once, in this order. */
export function misprinted(body: string, texts: string[]): string[] {
  const problems: string[] = [];
  let from = 0;
  for (const text of texts) {
    const sought = text.replace(/\s/gu, '');
    const at = body.indexOf(sought);
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
