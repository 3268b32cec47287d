import { distance } from '../nearest.ts';
import { type Cell, cellText, cellTexts, Unreadable } from './cell.ts';
import { alpha3 } from './countryCodes.ts';

/** Names that people use and no standard has. */
const aliases: Readonly<Record<string, string>> = {
  usa: 'US',
  us: 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  britain: 'GB',
  'united kingdom of great britain and northern ireland': 'GB',
  korea: 'KR',
  'republic of korea': 'KR',
  'korea republic of': 'KR',
  'south korea': 'KR',
  'north korea': 'KP',
  turkey: 'TR',
  türkiye: 'TR',
  turkiye: 'TR',
  holland: 'NL',
  'the netherlands': 'NL',
  uae: 'AE',
  emirates: 'AE',
  russia: 'RU',
  'russian federation': 'RU',
  'czech republic': 'CZ',
  czechia: 'CZ',
  'hong kong': 'HK',
  'hong kong sar': 'HK',
  macau: 'MO',
  macao: 'MO',
  taiwan: 'TW',
  'mainland china': 'CN',
  prc: 'CN',
  "people's republic of china": 'CN',
  'viet nam': 'VN',
  vietnam: 'VN',
  'ivory coast': 'CI',
  burma: 'MM',
  myanmar: 'MM',
  'cape verde': 'CV',
  swaziland: 'SZ',
  macedonia: 'MK',
  'iran islamic republic of': 'IR',
  iran: 'IR',
  syria: 'SY',
  laos: 'LA',
  moldova: 'MD',
  tanzania: 'TZ',
  venezuela: 'VE',
  bolivia: 'BO',
  brunei: 'BN',
  deutschland: 'DE',
  españa: 'ES',
  espana: 'ES',
  brasil: 'BR',
  italia: 'IT',
  schweiz: 'CH',
  suisse: 'CH',
  österreich: 'AT',
  oesterreich: 'AT',
  méxico: 'MX',
  éire: 'IE',
  nippon: 'JP',
  中国: 'CN',
  中国大陆: 'CN',
  香港: 'HK',
  澳门: 'MO',
  台湾: 'TW',
  美国: 'US',
  英国: 'GB',
  韩国: 'KR',
  阿联酋: 'AE',
  'republic of ireland': 'IE',
  drc: 'CD',
  'congo kinshasa': 'CD',
  'congo brazzaville': 'CG',
  palestine: 'PS',
  vatican: 'VA',
};

/** Case, width, accents' composition, punctuation, "the" and "&" do not count. */
const fold = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[().,’'‘"_-]+/g, ' ')
    .replace(/^\s*the\s+/, '')
    .replace(/\s+/g, ' ')
    .trim();

function readNames(): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const codes = new Set(Object.values(alpha3));
  for (const language of ['zh-TW', 'zh-CN', 'en']) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const code of codes) {
      const name = display.of(code);
      if (name) names.set(fold(name), code);
    }
  }
  for (const [alias, code] of Object.entries(aliases)) names.set(fold(alias), code);
  return names;
}
let names: ReadonlyMap<string, string> | null = null;
const read = new Map<string, string | null>();

/** One country whose name differs by a letter (two in a long name): 'Philipines'. None where two countries are as near. */
function nearMiss(folded: string, known: ReadonlyMap<string, string>): string | null {
  if (folded.length < 5 || !/^[\p{Script=Latin}\s]+$/u.test(folded)) return null;
  const limit = folded.length >= 9 ? 2 : 1;
  const near = new Set<string>();
  for (const [name, code] of known) if (name.length >= 5 && distance(folded, name, limit) <= limit) near.add(code);
  return near.size === 1 ? ([...near][0] as string) : null;
}

export function countryOf(text: string): string | null {
  const known = read.get(text);
  if (known !== undefined) return known;
  names ??= readNames();
  const upper = text.normalize('NFKC').trim().toUpperCase();
  const folded = fold(text);
  let code: string | null = null;
  if (/^[A-Z]{2}$/.test(upper)) code = upper === 'UK' ? 'GB' : upper === 'EL' ? 'GR' : Object.values(alpha3).includes(upper) ? upper : null;
  else if (/^[A-Z]{3}$/.test(upper)) code = alpha3[upper] ?? names.get(folded) ?? null;
  else code = names.get(folded) ?? nearMiss(folded, names);
  if (read.size < 10_000) read.set(text, code);
  return code;
}

const expected = new Unreadable('a country: its ISO 3166 code, or its name in English or Chinese');

/** To ISO 3166-1 alpha-2. */
export function parseCountry(cell: Cell): string | null | Unreadable {
  const text = cellText(cell);
  if (text === null) return expected;
  return text === '' ? null : (countryOf(text) ?? expected);
}

const severalExpected = new Unreadable('countries separated by ;');

export function parseCountries(cell: Cell): string[] | null | Unreadable {
  const texts = cellTexts(cell);
  if (texts === null) return severalExpected;
  const codes = texts.map(countryOf);
  if (codes.includes(null)) return severalExpected;
  return codes.length === 0 ? null : [...new Set(codes as string[])].sort();
}
