import { SaxesParser } from 'saxes';
import { damaged } from '../../drive/problems.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Names come without their namespace's prefix: strict workbooks have other namespaces, and some programs write prefixes. */
export interface XmlHandlers {
  open(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

const local = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/** An attribute by its name without prefix: r:id. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  for (const key in attributes) if (local(key) === name && key !== name) return attributes[key];
  return attributes[name];
}

const utf16 = (head: Uint8Array): 'utf-16le' | 'utf-16be' | null =>
  head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;

/**
 * Feeds a part to the handlers, chunk by chunk, and stops between two of them, so that rows can leave while it reads on.
 * @throws FileProblem where the part is not well-formed
 */
export async function* parseXml(part: string, chunks: AsyncIterable<Uint8Array>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let failure: Error | null = null;
  parser.on('error', (error) => {
    failure ??= error;
  });
  const { open } = handlers;
  parser.on('opentag', ({ name, attributes }) => open(name.includes(':') ? local(name) : name, attributes as Attributes));
  if (handlers.text) {
    parser.on('text', handlers.text);
    parser.on('cdata', handlers.text);
  }
  const { close } = handlers;
  if (close) parser.on('closetag', ({ name }) => close(name.includes(':') ? local(name) : name));
  const check = () => {
    if (failure) throw damaged(`${part}, ${(failure as Error).message}`);
  };
  let decoder: TextDecoder | null = null;
  try {
    for await (const chunk of chunks) {
      decoder ??= new TextDecoder(utf16(chunk) ?? 'utf-8', { fatal: true });
      parser.write(decoder.decode(chunk, { stream: true }));
      check();
      yield;
    }
    parser.write(decoder?.decode() ?? '');
    parser.close();
  } catch (error) {
    if (error instanceof TypeError && /encoded data/.test(error.message)) throw damaged(`${part} holds bytes that are no text`);
    throw error;
  }
  check();
  yield;
}

/** The whole part. */
export async function readXml(part: string, chunks: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of parseXml(part, chunks, handlers));
}

const escaped = /_x([0-9a-fA-F]{4})_/g;
/** _x000D_ and such, as OOXML writes characters that XML cannot hold; _x005F_ is the underscore itself. */
export const unescaped = (text: string): string =>
  text.includes('_x') ? text.replace(escaped, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;
