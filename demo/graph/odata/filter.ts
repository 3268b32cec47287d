import { badRequest } from '../http/errors.ts';

export type FilterValue = string | number | boolean | null;
/** Reads a property of the candidate by its path; null where it is absent. */
export type Reader = (path: string) => FilterValue | undefined;

export interface Filter {
  matches(read: Reader): boolean;
  /** The properties it reads. */
  paths: ReadonlySet<string>;
}

type Predicate = (read: Reader) => boolean;
type Operand = (read: Reader) => FilterValue;

const TOKEN = /\s*(?:('(?:[^']|'')*')|(\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?)?)|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w/.]*)|([(),]))/y;
const DEEPEST = 40;

interface Token {
  kind: 'text' | 'number' | 'word' | 'sign';
  text: string;
}

function tokens(filter: string): Token[] {
  const read: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < filter.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(filter);
    if (!match) throw badRequest(`Syntax error at position ${at} in '${filter}'.`);
    const [, quoted, date, number, word, sign] = match;
    if (quoted !== undefined) read.push({ kind: 'text', text: quoted.slice(1, -1).replaceAll("''", "'") });
    else if (date !== undefined) read.push({ kind: 'text', text: date });
    else if (number !== undefined) read.push({ kind: 'number', text: number });
    else if (word !== undefined) read.push({ kind: 'word', text: word });
    else if (sign !== undefined) read.push({ kind: 'sign', text: sign });
  }
  return read;
}

/**
 * eq ne lt gt le ge, startswith, and, or, not, parentheses: what the list pages document, and nothing that they do not.
 * Text compares without regard to letter case, dates as instants, as SharePoint does.
 */
export function parseFilter(filter: string): Filter {
  const rest = tokens(filter);
  const paths = new Set<string>();
  let place = 0;
  let depth = 0;

  const peek = () => rest[place];
  const isWord = (word: string) => peek()?.kind === 'word' && peek()?.text.toLowerCase() === word;
  const isSign = (sign: string) => peek()?.kind === 'sign' && peek()?.text === sign;
  const fail = (): never => {
    throw badRequest(`Invalid filter clause near '${peek()?.text ?? 'the end'}' in '${filter}'.`);
  };
  const take = (): Token => {
    const token = rest[place++];
    return token ?? fail();
  };
  const takeSign = (sign: string) => {
    if (!isSign(sign)) fail();
    place++;
  };

  function either(): Predicate {
    let left = both();
    while (isWord('or')) {
      place++;
      const [before, after] = [left, both()];
      left = (read) => before(read) || after(read);
    }
    return left;
  }

  function both(): Predicate {
    let left = single();
    while (isWord('and')) {
      place++;
      const [before, after] = [left, single()];
      left = (read) => before(read) && after(read);
    }
    return left;
  }

  function single(): Predicate {
    if (++depth > DEEPEST) throw badRequest('The filter is nested too deeply.');
    try {
      if (isWord('not')) {
        place++;
        const inner = single();
        return (read) => !inner(read);
      }
      if (isSign('(')) {
        place++;
        const inner = either();
        takeSign(')');
        return inner;
      }
      if (isWord('startswith')) return startsWith();
      return comparison();
    } finally {
      depth--;
    }
  }

  function startsWith(): Predicate {
    place++;
    takeSign('(');
    const text = operand();
    takeSign(',');
    const start = operand();
    takeSign(')');
    return (read) => {
      const [whole, part] = [text(read), start(read)];
      return typeof whole === 'string' && typeof part === 'string' && whole.toLowerCase().startsWith(part.toLowerCase());
    };
  }

  function comparison(): Predicate {
    const left = operand();
    const operator = take();
    const compare = COMPARISONS[operator.text.toLowerCase()];
    if (operator.kind !== 'word' || !compare) throw badRequest(`'${operator.text}' is not a supported operator or function.`);
    const right = operand();
    return (read) => compare(left(read), right(read));
  }

  function operand(): Operand {
    const token = take();
    if (token.kind === 'text') return () => token.text;
    if (token.kind === 'number') return () => Number(token.text);
    if (token.kind !== 'word') return fail();
    const literal = LITERALS[token.text.toLowerCase()];
    if (literal !== undefined) return () => literal;
    if (isSign('(')) throw badRequest(`The function '${token.text}' is not supported.`);
    paths.add(token.text);
    return (read) => read(token.text) ?? null;
  }

  const matches = either();
  if (place < rest.length) fail();
  return { matches, paths };
}

const LITERALS: Record<string, FilterValue> = { true: true, false: false, null: null };

const COMPARISONS: Record<string, (left: FilterValue, right: FilterValue) => boolean> = {
  eq: (left, right) => order(left, right) === 0,
  ne: (left, right) => order(left, right) !== 0,
  lt: (left, right) => (order(left, right) ?? 0) < 0,
  gt: (left, right) => (order(left, right) ?? 0) > 0,
  le: (left, right) => (order(left, right) ?? 1) <= 0,
  ge: (left, right) => (order(left, right) ?? -1) >= 0,
};

const INSTANT = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/;

/** Negative, zero or positive; null where the two cannot be compared. */
export function order(left: FilterValue, right: FilterValue): number | null {
  if (left === null || right === null) return left === right ? 0 : null;
  if (typeof left === 'string' && typeof right === 'string') {
    if (INSTANT.test(left) && INSTANT.test(right)) return Date.parse(left) - Date.parse(right);
    return Math.sign(left.toLowerCase() < right.toLowerCase() ? -1 : left.toLowerCase() > right.toLowerCase() ? 1 : 0);
  }
  if (typeof left === 'string' && typeof right === 'number') return left.trim() === '' ? null : order(Number(left), right);
  if (typeof left === 'number' && typeof right === 'string') return right.trim() === '' ? null : order(left, Number(right));
  return Number(left) - Number(right);
}
