/** Legal forms that one system writes and another leaves out. */
const legalForms = new Set([
  'inc',
  'incorporated',
  'corp',
  'corporation',
  'co',
  'company',
  'ltd',
  'limited',
  'llc',
  'llp',
  'lp',
  'plc',
  'gmbh',
  'ag',
  'kg',
  'se',
  'sa',
  'sas',
  'sarl',
  'srl',
  'spa',
  'bv',
  'nv',
  'ab',
  'as',
  'oy',
  'oyj',
  'aps',
  'kk',
  'pty',
  'pte',
  'pvt',
  'private',
  'sdn',
  'bhd',
  'sro',
  'doo',
  'zrt',
  'kft',
  'ltda',
  'cv',
  'de',
  'and',
]);
const eastAsianForms = /(股份有限公司|有限责任公司|有限公司|株式会社|주식회사)/g;

/**
 * The form in which names are compared: 'ACME Corporation, Inc.' and 'Acme' are one, so are full and half width.
 * Only a trailing legal form is dropped, never the whole name.
 */
export function normalizeName(name: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(eastAsianForms, ' ')
    .replace(/[’'`´]/g, '')
    .replace(/\b((?:\p{L}\.){2,})/gu, (initials) => initials.replaceAll('.', ''))
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  let end = words.length;
  while (end > 1 && legalForms.has(words[end - 1] as string)) end -= 1;
  return words.slice(0, end).join(' ');
}
