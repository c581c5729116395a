// The tests of printing stand on this: what comes out of a PDF is what was typed.
import { misprinted } from './paper';
import { bodyText, characters } from './pdf';
import { expect, test } from './support';

// Every character of the basic block, and what else stands in such papers.
const HAN = String.fromCodePoint(...Array.from({ length: 0x9fa6 - 0x4e00 }, (_, index) => 0x4e00 + index));
const OTHERS = '，。；：？！、（）《》〈〉【】“”‘’…—％‰℃①②③㎡·ＡＢ１２abcXYZ0189½±×÷≥≤→';

for (const family of ['serif', 'sans-serif']) {
  test(`text printed in ${family} is the text typed`, async ({ page }) => {
    const text = HAN + OTHERS;
    const paragraphs = text.match(/.{1,40}/gu)!.map((line) => `<p>${line}</p>`).join('');
    await page.setContent(`<html lang="zh-CN"><body style='font-family: ${family}'>${paragraphs}</body></html>`);
    const pdf = await page.pdf({ format: 'A4' });
    expect(differences(await bodyText(pdf, 0, 842), text)).toEqual([]);
  });
}

test('margin boxes stand outside the body', async ({ page }) => {
  await page.setContent(`<style>@page { size: A4; margin: 20mm; @bottom-center { content: '第 1 页'; } }</style><p>正文</p>`);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect((await characters(pdf)).map(({ text }) => text).join('')).toContain('第 1 页');
  expect(await bodyText(pdf, 57, 785)).toBe('正文');
});

/** Where two texts differ, character by character. */
function differences(found: string, typed: string): string[] {
  const [one, two] = [[...found], [...typed]];
  const length = Math.max(one.length, two.length);
  return Array.from({ length }, (_, index) => index)
    .filter((index) => one[index] !== two[index])
    .map((index) => `${two[index]} → ${one[index]}`)
    .slice(0, 50);
}

test('a text that is missing, there twice or out of place is found', () => {
  const body = '封面甲乙丙丁乙';
  expect(misprinted(body, ['封面', '甲', '丙\n丁'])).toEqual([]);
  expect(misprinted(body, ['甲', '戊', '丙'])).toEqual(['missing: 戊']);
  expect(misprinted(body, ['甲', '乙'])).toEqual(['more than once: 乙']);
  expect(misprinted(body, ['丙', '甲', '丁'])).toEqual(['before what it comes after: 甲']);
});
