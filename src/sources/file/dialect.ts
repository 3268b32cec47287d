/** Excel may say it in a first line `sep=;`; else what parts the header most often, outside quotes. */
export function delimiterOf(text: string): { delimiter: string; body: string } {
  const said = /^sep=(.)\r?\n/i.exec(text);
  if (said?.[1]) return { delimiter: said[1], body: text.slice(said[0].length) };
  const header = (/^(?:[^"\r\n]|"[^"]*")*/.exec(text.trimStart())?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t', '|'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return { delimiter: counted.reduce((best, next) => (next.count > best.count ? next : best)).delimiter, body: text };
}

/** Lenient in everything that people write by hand. */
export const csvOptions = (delimiter: string) => ({ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });

export const isFilled = (row: readonly string[]): boolean => row.some((cell) => cell !== '');

/** Up to the last cell that holds something: lines that end with a comma add no column. */
export const filledWidth = (row: readonly string[]): number => row.findLastIndex((cell) => cell.trim() !== '') + 1;
