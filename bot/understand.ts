import type { Command } from './commands/command.ts';

/** What a text asks for. */
export type Understood =
  | { kind: 'command'; command: Command; args: string }
  | { kind: 'greeting' }
  | { kind: 'nothing' }
  /** Perhaps this was meant; null: nothing is near. */
  | { kind: 'unknown'; nearest: Command | null; args: string };

/** Longer texts are nobody's command. */
const longestText = 1000;

/** One line without what cannot be seen: entities and tags of HTML that clients put in, zero-width characters, doubled blanks. */
export function tidied(text: string): string {
  return (
    text
      .slice(0, longestText)
      .normalize('NFKC')
      .replace(/<at\b[^>]{0,200}>[^<]{0,200}<\/at>/gi, ' ')
      .replace(/<\/?(?:at|p|div|span|br|b|i|strong|em)\b[^>]{0,200}>/gi, ' ')
      .replace(/&nbsp;/gi, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
      .replace(/\p{Cf}|[\u2028\u2029]|\p{Variation_Selector}/gu, '')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

const greetings: ReadonlySet<string> = new Set(
  'hi,hello,hey,hiya,hi there,hello there,good morning,good afternoon,good evening,start,get started,?,你好,您好,嗨,哈喽,早上好,下午好,晚上好,大家好,开始'.split(
    ',',
  ),
);
const ends = /^[\s/!.?,;:，。！？；：]+|[\s!.?,;:，。！？；：]+$/g;

/** Every way to name a command, the longest first. */
const phrasesOf = (commands: readonly Command[]) =>
  commands
    .flatMap((command) => [command.name, ...command.aliases.en, ...command.aliases['zh-CN']].map((phrase) => ({ phrase, command })))
    .sort((a, b) => b.phrase.length - a.phrase.length);

export function understand(text: string, commands: readonly Command[]): Understood {
  const said = tidied(text);
  const bare = said.replace(ends, '');
  if (bare === '') return greetings.has(said) ? { kind: 'greeting' } : { kind: 'nothing' };
  const lower = bare.toLowerCase();
  if (greetings.has(lower)) return { kind: 'greeting' };
  for (const { phrase, command } of phrasesOf(commands)) {
    if (!lower.startsWith(phrase)) continue;
    const rest = bare.slice(phrase.length);
    // Chinese sets no blanks between words; elsewhere 'whyte' is not 'why'.
    if (rest !== '' && /[a-z0-9]$/i.test(phrase) && /^[\p{L}\p{N}_]/u.test(rest) && !/^\p{Script=Han}/u.test(rest)) continue;
    return { kind: 'command', command, args: rest.replace(ends, '') };
  }
  return nearest(bare, commands);
}

/** The command whose name takes the fewest changes, where those are few for its length. */
function nearest(bare: string, commands: readonly Command[]): Understood {
  const words = bare.split(' ');
  const first = (words[0] ?? '').toLowerCase().slice(0, 40);
  const near = phrasesOf(commands)
    .filter(({ phrase }) => !phrase.includes(' '))
    .map(({ phrase, command }) => ({
      command,
      edits: editsBetween(first, phrase),
      most: phrase.length < 5 ? 1 : phrase.length < 8 ? 2 : 3,
    }))
    .filter(({ edits, most }) => edits <= most)
    .sort((a, b) => a.edits - b.edits)[0];
  // Said in the midst of a sentence: 'show me the scorecard please'.
  const within = near
    ? undefined
    : phrasesOf(commands).find(({ phrase }) =>
        /^[a-z]/.test(phrase) ? ` ${bare.toLowerCase()} `.includes(` ${phrase} `) : bare.includes(phrase),
      );
  const args = near ? words.slice(1).join(' ').slice(0, 120) : '';
  return { kind: 'unknown', nearest: near?.command ?? within?.command ?? null, args };
}

/** Letters to add, take away, change, or swap with their neighbour. */
export function editsBetween(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const before = rows[i - 1] ?? [];
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
