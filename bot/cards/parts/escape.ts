/** Characters that no name needs and that could turn or hide what stands around them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const unseen = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

/** Text of a record or a person as one line of plain text, cut at `longest`. */
export function oneLine(text: string, longest = 120): string {
  const line = text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(unseen, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  const letters = [...line];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : line;
}

/**
 * The same for where Markdown is read (TextBlock, FactSet): it can open no emphasis, link, list, heading or mention.
 * HTML is never read there, but a '<' is kept from looking like a mention.
 */
export function plain(text: string, longest?: number): string {
  return oneLine(text, longest)
    .replace(/[\\`*_[\]~<>]/g, '\\$&')
    .replace(/^([-+#])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Whose it is, briefly: of somebody who is known by address alone, what stands before the '@'. */
export const whose = (name: string | null): string | null => (name === null ? null : plain(name.split('@')[0] || name, 40));

/** A link in Markdown where the address is one of the web's; else the name alone. */
export function link(name: string, url: string | null | undefined): string {
  if (!url || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return plain(name);
  const address = new URL(url).href.replace(/[()\s<>\\]/g, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return address.length > 1500 ? plain(name) : `[${plain(name)}](${address})`;
}
