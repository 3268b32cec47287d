/** Where a text stops being JSON: the engine's own messages name the place only sometimes. */
export function jsonFault(text: string): { line: number; column: number; expected: string } | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    const { offset, expected } = scan(text);
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, expected };
  }
}

const token =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside a string
  /\s*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|true\b|false\b|null\b))/y;

type Wanted = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | 'comma' | 'the end';
const asWords: Record<Wanted, string> = {
  value: 'a value',
  'value or ]': 'a value or ]',
  name: 'a name in double quotes',
  'name or }': 'a name in double quotes or }',
  ':': 'a colon',
  comma: 'a comma or the closing bracket',
  'the end': 'the end of the file',
};

function scan(text: string): { offset: number; expected: string } {
  const open: ('{' | '[')[] = [];
  let wanted: Wanted = 'value';
  let offset = 0;
  for (;;) {
    token.lastIndex = offset;
    const match = token.exec(text);
    const next: Wanted | null = match && follow(wanted, match, open);
    if (!next) return { offset: offset + (/^\s*/.exec(text.slice(offset))?.[0].length ?? 0), expected: asWords[wanted] };
    wanted = next;
    offset = token.lastIndex;
  }
}

/** What may come after this token, or null where the token may not stand here. */
function follow(wanted: Wanted, [, mark, word, other]: RegExpExecArray, open: ('{' | '[')[]): Wanted | null {
  const after = (): Wanted => (open.length === 0 ? 'the end' : 'comma');
  if (wanted === 'value' || wanted === 'value or ]') {
    if (word !== undefined || other !== undefined) return after();
    if (mark === '{' || mark === '[') {
      open.push(mark);
      return mark === '{' ? 'name or }' : 'value or ]';
    }
  }
  if ((wanted === 'name' || wanted === 'name or }') && word !== undefined) return ':';
  if (wanted === ':' && mark === ':') return 'value';
  if (wanted === 'comma' && mark === ',') return open.at(-1) === '{' ? 'name' : 'value';
  const closes =
    (wanted === 'comma' && mark === (open.at(-1) === '{' ? '}' : ']')) ||
    (wanted === 'name or }' && mark === '}') ||
    (wanted === 'value or ]' && mark === ']');
  if (!closes) return null;
  open.pop();
  return after();
}
