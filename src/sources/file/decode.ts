/** Bytes that are no text in any encoding that we know. */
export class NotTextError extends Error {
  constructor() {
    super('is not a text file');
    this.name = 'NotTextError';
  }
}

export interface Decoded {
  text: string;
  /** Said when the encoding had to be guessed. */
  guess: string | null;
}

/** The text of a file: UTF-8, UTF-16 with or without a byte-order mark, else what an older Excel writes (GB 18030 or Windows-1252). */
export function decode(bytes: Uint8Array): Decoded {
  const utf16 = utf16Of(bytes);
  if (utf16) return { text: asText(new TextDecoder(utf16).decode(bytes)), guess: null };
  try {
    return { text: asText(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), guess: null };
  } catch (error) {
    if (error instanceof NotTextError) throw error;
    const [encoding, name] = looksChinese(bytes) ? ['gb18030', 'GB 18030'] : ['windows-1252', 'Windows-1252'];
    return { text: asText(new TextDecoder(encoding).decode(bytes)), guess: `is not UTF-8; read as ${name}` };
  }
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Without a mark: western text has a zero in every other byte, and nowhere else.
  const head = bytes.subarray(0, 200);
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = head.length * 0.4;
  if (head.length >= 4 && odd >= most && even === 0) return 'utf-16le';
  if (head.length >= 4 && even >= most && odd === 0) return 'utf-16be';
  return null;
}

/**
 * Chinese text is valid GB 18030, and most of its characters are two bytes above 127 (the rarer ones end in a letter or
 * digit). Western text has such bytes mostly alone: with the letter after them they would be rare characters, if any.
 */
function looksChinese(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    return false;
  }
  let common = 0;
  let rare = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    if ((bytes[index] ?? 0) < 0x80) continue;
    const second = bytes[index + 1] ?? 0;
    if (second >= 0x80) common += 1;
    else rare += 1;
    index += second >= 0x30 && second <= 0x39 ? 3 : 1;
  }
  return common > rare;
}

/** Text has next to no control characters; a picture or an archive has many. */
function asText(text: string): string {
  let controls = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0) throw new NotTextError();
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 0xfffd) controls += 1;
  }
  if (controls > text.length / 100) throw new NotTextError();
  return text;
}
