import type { RecordType } from '../model/index.ts';
import type { Withheld } from '../privacy/withhold.ts';
import type { MappedRow } from '../sources/mapping/types.ts';
import type { ReadPage } from './types.ts';

/** A page as it may be kept: in the place of erased persons stand their pseudonyms. */
export const withheldPage = (page: ReadPage, withheld: Withheld): ReadPage => ({
  ...page,
  deleted: page.deleted.map((id) => withheld.text(id)),
  rows: page.rows.map((row) => ({
    ...row,
    id: withheld.text(row.id),
    url: row.url === null ? null : withheld.text(row.url),
    mapped: row.mapped.map(({ entry, row: mapped }) => ({ entry, row: rowOf(entry.recordType, mapped, withheld) })),
  })),
});

function rowOf(type: RecordType, row: MappedRow, withheld: Withheld): MappedRow {
  if ('record' in row) {
    const record = withheld.record(type, row.record);
    return { record: { ...record, sourceRowId: withheld.text(row.record.sourceRowId) } };
  }
  if ('notOurs' in row) return row;
  const { recordId, reasons, cells } = row.quarantine;
  return {
    quarantine: {
      recordId: recordId === null ? null : withheld.text(recordId),
      reasons: withheld.value(reasons),
      cells: withheld.cells(type, recordId, cells) as typeof cells,
    },
  };
}
