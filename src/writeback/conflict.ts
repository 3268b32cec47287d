import { columnFinder } from '../sources/mapping/columns.ts';
import type { SourceColumn } from '../sources/mapping/types.ts';
import { type Conflict, ConflictError } from './errors.ts';
import type { ItemDoor, ItemVersion, ListItem } from './listItem.ts';
import { isSame } from './reading.ts';
import type { Target, Values } from './target.ts';

export interface Compared {
  /** As the person saw them when they asked. */
  seen: Values;
  /** As the source says now. */
  now: Values;
  wished: Values;
  /** The names of those of which the source says something else than what is wished. */
  differing: readonly string[];
}

/**
 * Where the source has moved on from what the person saw, both versions are shown. With the version of a conflict that
 * they have seen, it is written over.
 * @throws ConflictError
 */
export function refuseConflict(
  { seen, now, wished, differing }: Compared,
  item: ListItem,
  { stored, currency }: Target,
  ifMatch: string | undefined,
): void {
  if (ifMatch !== undefined && ifMatch === item.version) return;
  const moved = differing.filter((name) => !isSame(seen[name], now[name], currency));
  if (moved.length === 0 && ifMatch === undefined) return;
  const conflicts = (moved.length > 0 ? moved : differing).map((field) => ({
    field,
    known: seen[field] ?? null,
    current: now[field] ?? null,
    wished: wished[field] ?? null,
    changedBy: item.modifiedBy,
    changedAt: item.modifiedAt,
  }));
  throw new ConflictError(item.version, conflicts, item.url ?? stored.input.sourceUrl);
}

/**
 * The conflict with who changed each field: the row's last editor may have touched another column. Without versions the
 * last editor is named.
 */
export async function withWhoChanged(
  conflict: ConflictError,
  door: ItemDoor,
  { entry, sourceName }: Target,
  columns: readonly SourceColumn[],
): Promise<ConflictError> {
  const versions = await door.versions().catch(() => []);
  if (versions.length === 0) return conflict;
  const find = columnFinder(sourceName, columns);
  const conflicts = conflict.conflicts.map((one): Conflict => {
    const names = [entry.fields[one.field]?.column, entry.fields[one.field]?.currencyColumn].filter((name) => name !== undefined);
    const version = changeOf(
      versions,
      names.map((name) => find(name).name),
    );
    return version ? { ...one, changedBy: version.by, changedAt: version.at } : one;
  });
  return new ConflictError(conflict.version, conflicts, conflict.sourceUrl);
}

/** The oldest of the newest versions that hold these cells as they are now; null where that is older than what is told. */
function changeOf(versions: readonly ItemVersion[], names: readonly string[]): ItemVersion | null {
  const cellsOf = ({ cells }: ItemVersion) => JSON.stringify(names.map((name) => cells[name] ?? null));
  const [newest] = versions;
  const before = versions.findIndex((version) => newest && cellsOf(version) !== cellsOf(newest));
  return before > 0 ? (versions[before - 1] ?? null) : null;
}
