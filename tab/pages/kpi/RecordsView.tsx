import type { Amount, DrillDown, KpiDetail } from '../../../src/server/contract.ts';
import { useRecordsBehind } from '../../api/queries.ts';
import { pageNumberOf } from '../../api/question.ts';
import { type Column, PagedTable } from '../../components/DataTable.tsx';
import { keyOfRecord, RecordName } from '../../components/RecordName.tsx';
import { magnitude } from '../../i18n/format.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import type { ViewProps } from './views.ts';

type Row = DrillDown['records'][number];

/** The records behind the number, the largest first, each with the way to its row in the source. */
export function RecordsView({ account, kpi, question, address }: ViewProps) {
  const { t } = useWords();
  const columns = useColumns(kpi);
  return (
    <PagedTable
      query={useRecordsBehind(account, kpi.id, question, pageNumberOf(address))}
      rowsOf={({ records }) => records}
      none={t('records.none')}
      address={address}
      columns={columns}
      keyOf={keyOfRecord}
    />
  );
}

function useColumns(kpi: KpiDetail): Column<Row>[] {
  const { t } = useWords();
  const format = useFormats();
  const isSum = kpi.computation === 'sum' || kpi.computation === 'growth';
  const amount = (value: Amount | null) =>
    value === null || magnitude(value) === 0 ? '–' : format.fullAmount(value, typeof value === 'object' ? 'money' : 'count');
  const columns: Column<Row>[] = [
    { key: 'record', head: t('records.record'), cell: (record) => <RecordName record={record} /> },
    { key: 'day', head: t('records.day'), from: 'wide', cell: (record) => <When record={record} /> },
    { key: 'owner', head: t('slice.owner'), from: 'wider', cell: ({ ownerName }) => ownerName ?? '–' },
    {
      key: 'numerator',
      head: t(isSum ? 'records.amount' : 'detail.numerator'),
      look: 'number',
      cell: ({ numerator }) => amount(numerator),
    },
  ];
  if (isSum) return columns;
  return [
    ...columns,
    { key: 'denominator', head: t('detail.denominator'), look: 'number', cell: ({ denominator }) => amount(denominator) },
  ];
}

/** The day that puts it in the period; of a level the days on which it counts. */
function When({ record }: { record: Row }) {
  const { t } = useWords();
  const format = useFormats();
  if (record.occurredOn) return format.date(record.occurredOn);
  if (!record.countsFrom) return '–';
  const start = format.date(record.countsFrom);
  return record.countsUntil ? t('records.between', { start, end: format.date(record.countsUntil) }) : t('records.from', { start });
}
