import { type RawBuilder, sql } from 'kysely';
import type { Holds, PersonalTable } from './catalogue.ts';
import { shapeOf } from './texts.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Words end where a letter or digit does; scripts without spaces have no such ends. */
const bounded = (key: string): string => (shapeOf(key).startsWith('c') ? escaped(key) : `(?<![[:alnum:]])${escaped(key)}(?![[:alnum:]])`);

/**
 * PostgreSQL's regular expressions for a person's names and addresses, to be compared without regard to case. A name of one
 * word is found where it stands alone; inside a text it is a word like others. '' finds nothing, and is not to be asked.
 */
export function patternsOf(keys: readonly string[]): { pattern: string; quoted: string; listed: string } {
  const inTexts = keys.filter((key) => shapeOf(key) !== 'x').map(bounded);
  const alone = keys.filter((key) => shapeOf(key) === 'x').map(escaped);
  const or = (start: string, end: string) => [...inTexts, ...alone.map((key) => start + key + end)].join('|');
  return { pattern: or('^', '$'), quoted: or('(?<=")', '(?=")'), listed: or('(?<![^\\n])', '(?![^\\n])') };
}

export const sweptColumns = ({ columns }: PersonalTable): [string, Holds][] =>
  Object.entries(columns).filter(([, holds]) => holds !== 'none');

/** SQL: a row of the table names the person, by one of these keys or person ids. */
export function naming(table: PersonalTable, keys: readonly string[], personIds: readonly string[]): RawBuilder<boolean> {
  const { pattern, quoted, listed } = patternsOf(keys);
  const ids = personIds.map(escaped).join('|');
  const named = sweptColumns(table).flatMap(([name, holds]) => {
    const column = holds === 'texts' ? sql`array_to_string(${sql.ref(name)}, chr(10))` : sql`${sql.ref(name)}::text`;
    const by = holds === 'json' ? quoted : holds === 'texts' ? listed : pattern;
    return [...(by === '' ? [] : [sql`${column} ~* ${by}`]), ...(ids === '' ? [] : [sql`${column} ~ ${ids}`])];
  });
  return named.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(named, sql` or `)})`;
}
