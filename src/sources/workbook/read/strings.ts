import { readXml, unescaped } from './xml.ts';
import type { Parts } from './zip.ts';

/** The texts that cells point to. A rich text is its runs joined; readings aloud (rPh) are no part of it. */
export async function readStrings(parts: Parts, name: string | null): Promise<string[]> {
  if (name === null || !parts.has(name)) return [];
  const strings: string[] = [];
  let text = '';
  let isText = false;
  let isPhonetic = false;
  await readXml(name, parts.chunks(name, 512 * 1_048_576), {
    open: (tag) => {
      if (tag === 't') isText = !isPhonetic;
      else if (tag === 'si') text = '';
      else if (tag === 'rPh') isPhonetic = true;
    },
    text: (part) => {
      if (isText) text += part;
    },
    close: (tag) => {
      if (tag === 't') isText = false;
      else if (tag === 'si') strings.push(unescaped(text));
      else if (tag === 'rPh') isPhonetic = false;
    },
  });
  return strings;
}
