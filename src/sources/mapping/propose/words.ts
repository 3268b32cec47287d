/** A name taken apart, so that 'CloseDate', 'close_date', 'Closed on' and 'Date closed' come out alike. */
export interface Words {
  /** Western words, stemmed, in their order. */
  tokens: readonly string[];
  /** The Chinese (Japanese, Korean) part, written together. */
  han: string;
  /** What stood in brackets, or after the name: a currency, a unit. */
  aside: readonly string[];
  /** Whether a word that says nothing by itself was left out: 'Subsidiary of' is not quite 'Subsidiary'. */
  isShortened: boolean;
  /** The western letters and digits as they stand, without any gap: exports in capitals run words together (CLOSEDATE). */
  letters: string;
}

/** What exports shorten. */
const abbreviations = new Map(
  Object.entries({
    acct: 'account',
    acc: 'account',
    amt: 'amount',
    cat: 'category',
    cntry: 'country',
    co: 'company',
    curr: 'currency',
    cur: 'currency',
    ccy: 'currency',
    cust: 'customer',
    desc: 'description',
    dt: 'date',
    est: 'estimated',
    exp: 'expected',
    act: 'actual',
    lob: 'line of business',
    bu: 'business unit',
    mgr: 'manager',
    nr: 'number',
    no: 'number',
    num: 'number',
    nbr: 'number',
    '#': 'number',
    oppty: 'opportunity',
    oppt: 'opportunity',
    opp: 'opportunity',
    opty: 'opportunity',
    org: 'organization',
    organisation: 'organization',
    prod: 'product',
    prog: 'program',
    programme: 'program',
    prob: 'probability',
    qty: 'quantity',
    rep: 'representative',
    resp: 'responsible',
    rev: 'revenue',
    stg: 'stage',
    tel: 'phone',
    val: 'value',
    yr: 'year',
    fy: 'fiscal year',
    mail: 'email',
    uid: 'id',
    guid: 'id',
    uuid: 'id',
    identifier: 'id',
    licence: 'license',
    recognised: 'recognized',
    organised: 'organized',
  }),
);
/** Words that say nothing by themselves. */
const silent = new Set(['the', 'of', 'a', 'an', 'our', 'c', 'r', 'hs', 'cr', 'crm', 'sfdc', 'msdyn', 'field', 'please']);
const exceptions = new Set([
  'status',
  'address',
  'sales',
  'business',
  'process',
  'access',
  'gross',
  'loss',
  'success',
  'sms',
  'class',
  'los',
  'series',
  'news',
]);

/** Close, closed, closes, closing: one word. */
function stem(word: string): string {
  if (exceptions.has(word)) return word;
  if (/[^aeious]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (word.length > 3 && /[^su]s$/.test(word)) return stem(word.slice(0, -1));
  const ending = word.length < 5 ? '' : (/(?:ing|ed|e)$/.exec(word)?.[0] ?? '');
  if (ending === '' || word.length - ending.length < 3) return word;
  const base = word.slice(0, -ending.length);
  // planned, planning: plan
  return ending !== 'e' && /([bdgmnprt])\1$/.test(base) ? base.slice(0, -1) : base;
}

/** One day is called many ways. */
const sameHan: readonly (readonly [RegExp, string])[] = [
  [/(日期|时间|日)$/, '日'],
  [/(编号|编码|代码|号码|序号|单号|号|ID|id)$/, '编号'],
  [/(名称|名字|全称|简称)$/, '名称'],
  [/(所属|对应|关联|相关)/g, ''],
  [/[的之]/g, ''],
];

const cache = new Map<string, Words>();

export function wordsOf(name: string): Words {
  const known = cache.get(name);
  if (known) return known;
  const words = takeApart(name);
  if (cache.size < 20_000) cache.set(name, words);
  return words;
}

function takeApart(name: string): Words {
  const aside: string[] = [];
  const plain = name
    .replace(/^\uFEFF/, '')
    .normalize('NFKC')
    .replace(/[([{【]([^)\]}】]*)[)\]}】]/g, (_, inside: string) => {
      aside.push(inside.trim());
      return ' ';
    })
    .replace(/__[cr]$/i, '')
    .replace(/\be-?mail\b/gi, 'email')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2');
  let han = (plain.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu) ?? []).join('');
  const latin = plain.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu, ' ').toLowerCase();
  if (han !== '' && /\bid\b/.test(latin)) han = `${han}编号`;
  for (const [pattern, replacement] of sameHan) han = han.replace(pattern, replacement);
  const raw = latin.match(/[\p{L}\d]+|#/gu) ?? [];
  const tokens = raw
    .flatMap((word) => (abbreviations.get(word) ?? word).split(' '))
    .filter((word) => !silent.has(word))
    .map(stem);
  return {
    tokens: han === '' ? tokens : tokens.filter((token) => token !== 'id'),
    han,
    aside,
    isShortened: raw.some((word) => silent.has(word)),
    letters: raw.filter((word) => !silent.has(word)).join(''),
  };
}
