import { type Kind, kindNames, type Permission, permissions } from './permissions.ts';

/** The tables of docs/permissions.md between its marks, as Markdown. */
export function permissionTables(): Readonly<Record<'needed' | 'optional' | 'inTeam', string>> {
  const inDirectory = permissions.filter(({ kind }) => kind !== 'inTeam');
  return {
    needed: table(inDirectory.filter(({ isNeeded }) => isNeeded)),
    optional: table(inDirectory.filter(({ isNeeded }) => !isNeeded)),
    inTeam: table(
      permissions.filter(({ kind }) => kind === 'inTeam'),
      false,
    ),
  };
}

function table(rows: readonly Permission[], hasKind = true): string {
  const head = hasKind ? ['permission', 'kind', 'why', 'without it'] : ['permission', 'why', 'without it'];
  const cells = rows.map(({ name, kind, why, withoutIt }) => [`\`${name}\``, ...(hasKind ? [kindName(kind)] : []), why, withoutIt]);
  // Padded as the formatter has it, so that renewing the tables changes nothing else.
  const widths = head.map((title, column) => Math.max(...[title, ...cells.map((row) => row[column] ?? '')].map(({ length }) => length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}
const kindName = (kind: Kind) => kindNames[kind];

const mark = (name: string) => `<!-- ${name}: src/admin/permissions.ts -->`;
const end = '<!-- end -->';

/** The document with its tables renewed. @throws where a mark is missing */
export function withTables(document: string): string {
  return Object.entries(permissionTables()).reduce((text, [name, markdown]) => {
    const start = text.indexOf(mark(name));
    const stop = text.indexOf(end, start);
    if (start < 0 || stop < 0) throw new Error(`docs/permissions.md has no place for the table ${name}`);
    return `${text.slice(0, start)}${mark(name)}\n\n${markdown}\n\n${text.slice(stop)}`;
  }, document);
}
