import { badRequest } from '../http/errors.ts';

/** The query options of one request, read once. */
export interface QueryOptions {
  select: readonly string[] | null;
  /** What to expand, and which of its properties (null: all). */
  expand: ReadonlyMap<string, readonly string[] | null>;
  filter: string | null;
  orderBy: { path: string; isDescending: boolean } | null;
  top: number | null;
  skipToken: string | null;
  isCountWanted: boolean;
}

const KNOWN = new Set(['$select', '$expand', '$filter', '$orderby', '$top', '$skiptoken', '$deltatoken', '$count', '$search', '$skip']);
/** Options that v1.0 also takes without the dollar sign on these resources. */
const WITHOUT_DOLLAR = new Set(['select', 'expand', 'filter', 'orderby', 'top', 'skiptoken', 'count']);

export function readQuery(query: URLSearchParams): QueryOptions {
  const options = new Map<string, string>();
  for (const [name, value] of query) {
    const key = WITHOUT_DOLLAR.has(name.toLowerCase()) ? `$${name.toLowerCase()}` : name.toLowerCase();
    if (!key.startsWith('$')) continue;
    if (!KNOWN.has(key)) throw badRequest(`The query option '${name}' is not known.`, 'BadRequest');
    if (options.has(key)) throw badRequest(`The query option '${name}' is given more than once.`, 'BadRequest');
    options.set(key, value);
  }
  for (const unsupported of ['$search', '$skip']) {
    if (options.has(unsupported)) throw badRequest(`The query option '${unsupported}' is not supported here.`, 'BadRequest');
  }
  return {
    select: names(options.get('$select')),
    expand: expansions(options.get('$expand')),
    filter: options.get('$filter') ?? null,
    orderBy: ordering(options.get('$orderby')),
    top: top(options.get('$top')),
    skipToken: options.get('$skiptoken') ?? null,
    isCountWanted: options.get('$count')?.toLowerCase() === 'true',
  };
}

function names(value: string | undefined): string[] | null {
  if (value === undefined) return null;
  const read = value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return read.length === 0 || read.includes('*') ? null : read;
}

function top(value: string | undefined): number | null {
  if (value === undefined) return null;
  if (!/^[1-9]\d{0,8}$/.test(value))
    throw badRequest(`Invalid value '${value}' for $top: a whole number above zero is expected.`, 'BadRequest');
  return Number(value);
}

function ordering(value: string | undefined): QueryOptions['orderBy'] {
  if (value === undefined) return null;
  const match = /^\s*([\w/]+)(?:\s+(asc|desc))?\s*$/i.exec(value);
  if (!match?.[1]) throw badRequest(`Cannot read $orderby '${value}'; one property is supported.`, 'BadRequest');
  return { path: match[1], isDescending: match[2]?.toLowerCase() === 'desc' };
}

/** 'fields', 'fields($select=A,B)', 'fields(select=A),versions'. */
function expansions(value: string | undefined): Map<string, readonly string[] | null> {
  const read = new Map<string, readonly string[] | null>();
  if (value === undefined) return read;
  for (const part of splitOutsideParentheses(value)) {
    const match = /^(\w+)(?:\((.*)\))?$/s.exec(part);
    if (!match?.[1]) throw badRequest(`Cannot read $expand '${part}'.`, 'BadRequest');
    let selected: readonly string[] | null = null;
    for (const option of (match[2] ?? '').split(';').filter((text) => text.trim() !== '')) {
      const select = /^\s*\$?select\s*=(.*)$/is.exec(option);
      if (!select) throw badRequest(`Inside $expand only $select is supported; got '${option.trim()}'.`, 'BadRequest');
      selected = names(select[1]);
    }
    read.set(match[1], selected);
  }
  return read;
}

function splitOutsideParentheses(value: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= value.length; index++) {
    const character = value[index];
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === undefined || (character === ',' && depth === 0)) {
      const part = value.slice(start, index).trim();
      if (part) parts.push(part);
      start = index + 1;
    }
  }
  if (depth !== 0) throw badRequest(`Unbalanced parentheses in '${value}'.`, 'BadRequest');
  return parts;
}

/** Only the properties asked for; annotations stay. */
export function selected<Resource extends Record<string, unknown>>(
  resource: Resource,
  select: readonly string[] | null,
  always: readonly string[] = [],
) {
  if (!select) return resource;
  const wanted = new Set([...select, ...always].map((name) => name.toLowerCase()));
  return Object.fromEntries(Object.entries(resource).filter(([name]) => name.startsWith('@') || wanted.has(name.toLowerCase())));
}

/** Opaque to the caller: what a link needs to go on. */
export function sealToken(state: unknown): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url');
}

/** Null where the text is no token of ours. */
export function openToken(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
