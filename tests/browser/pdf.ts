// Text out of a PDF, as it was typed.
//
// Fonts share one glyph between characters that look alike (一 U+4E00 and the radical ⼀ U+2F00, 胶 and 㬵, — and ―), so
// the glyphs alone do not tell. Chromium writes the typed character beside such a glyph (ActualText), and PDFium, which
// comes with `npm ci`, reads it; pdfjs does not, and a pdftotext would have to be installed on every machine.
import { init } from '@embedpdf/pdfium';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** A character and where it stands: points from the paper's lower left corner to the start of its baseline. */
export interface Character { page: number; text: string; x: number; y: number }

const pdfium = (async () => {
  const path = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  const wrapper = await init({ wasmBinary: await readFile(path) as any });
  wrapper.PDFiumExt_Init();
  return wrapper;
})();

/** All characters of a PDF in the order they were drawn. */
export async function characters(file: string | Uint8Array): Promise<Character[]> {
  const wrapper = await pdfium;
  const memory = wrapper.pdfium as any;
  const data = typeof file === 'string' ? await readFile(file) : file;
  const place = memory.wasmExports.malloc(data.length);
  const point = memory.wasmExports.malloc(16);
  memory.HEAPU8.set(data, place);
  const document = wrapper.FPDF_LoadMemDocument(place, data.length, '');
  const found: Character[] = [];
  for (let number = 0; number < wrapper.FPDF_GetPageCount(document); number += 1) {
    const page = wrapper.FPDF_LoadPage(document, number);
    const text = wrapper.FPDFText_LoadPage(page);
    for (let index = 0; index < wrapper.FPDFText_CountChars(text); index += 1) {
      wrapper.FPDFText_GetCharOrigin(text, index, point, point + 8);
      found.push({
        page: number + 1,
        text: String.fromCodePoint(wrapper.FPDFText_GetUnicode(text, index)),
        x: memory.getValue(point, 'double'),
        y: memory.getValue(point + 8, 'double'),
      });
    }
    wrapper.FPDFText_ClosePage(text);
    wrapper.FPDF_ClosePage(page);
  }
  wrapper.FPDF_CloseDocument(document);
  memory.wasmExports.free(point);
  memory.wasmExports.free(place);
  return found;
}

/** The text between two heights, in points from the lower edge, without white space: margin boxes are left out. */
export async function bodyText(file: string | Uint8Array, bottom: number, top: number): Promise<string> {
  const inside = (await characters(file)).filter(({ y }) => y >= bottom && y <= top);
  return inside.map(({ text }) => text).join('').replace(/\s/gu, '');
}
