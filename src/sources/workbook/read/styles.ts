import { readXml } from './xml.ts';
import type { Parts } from './zip.ts';

/** How a number with this format is meant; null: as a number. */
export type TimeKind = 'date' | 'time' | 'elapsed';

/** Built-in formats (ECMA-376 part 1, 18.8.30), those of East Asian languages included. */
function builtIn(id: number): TimeKind | null {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || (id >= 34 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  if ((id >= 18 && id <= 21) || id === 32 || id === 33 || id === 45 || id === 47) return 'time';
  return id === 46 ? 'elapsed' : null;
}

/** What a format code makes of a number: 'dd/mm/yyyy' a date, '0.00 "days"' none. */
export function timeKind(code: string): TimeKind | null {
  const section = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .split(';')[0]
    ?.toLowerCase();
  if (!section) return null;
  if (/\[(h+|m+|s+)\]/.test(section)) return 'elapsed';
  const plain = section.replace(/\[[^\]]*\]/g, '').replace(/general/g, '');
  const isTime = /[hs]/.test(plain);
  if (/[yd]/.test(plain) || (/m/.test(plain) && !isTime)) return 'date';
  return isTime ? 'time' : null;
}

/** For each cell style (the s of a cell) how its numbers are meant. */
export async function readStyles(parts: Parts, name: string | null): Promise<(TimeKind | null)[]> {
  if (name === null || !parts.has(name)) return [];
  const codes = new Map<number, TimeKind | null>();
  const kinds: (TimeKind | null)[] = [];
  let isCellFormats = false;
  await readXml(name, parts.chunks(name, 64 * 1_048_576), {
    open: (tag, attributes) => {
      if (tag === 'numFmt') codes.set(Number(attributes.numFmtId), timeKind(attributes.formatCode ?? ''));
      else if (tag === 'cellXfs') isCellFormats = true;
      else if (tag === 'xf' && isCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        kinds.push(codes.has(id) ? (codes.get(id) ?? null) : builtIn(id));
      }
    },
    close: (tag) => {
      if (tag === 'cellXfs') isCellFormats = false;
    },
  });
  return kinds;
}
