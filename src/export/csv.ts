/**
 * What a spreadsheet would take for a formula: it gets a quote in front, and is then a text. Numbers are left as they are.
 * (OWASP: CSV injection; the full-width forms are formulas to Excel in East Asian settings.)
 */
const formula = /^[\s\u00a0]*[=+\-@＝＋－＠]|^[\t\r\n]/;
const number = /^-?\d+(\.\d+)?$/;

export function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = Array.isArray(value) ? value.map(String).join(';') : typeof value === 'object' ? JSON.stringify(value) : String(value);
  const harmless = formula.test(text) && !number.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** RFC 4180. */
export const line = (values: readonly unknown[]): string => `${values.map(cell).join(',')}\r\n`;
