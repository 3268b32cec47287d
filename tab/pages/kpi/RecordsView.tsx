import { mergeClasses } from '@fluentui/react-components';
import type { Amount, DrillDown, KpiDetail } from '../../../src/server/contract.ts';
import { useRecordsBehind } from '../../api/queries.ts';
import { pageNumberOf } from '../../api/question.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Pager } from '../../components/Pager.tsx';
import { RecordName } from '../../components/RecordName.tsx';
import { useTable } from '../../components/useTable.ts';
import { magnitude } from '../../i18n/format.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import type { ViewProps } from './views.ts';

/** The records behind the number, the largest first, each with the way to its row in the source. */
export function RecordsView({ account, kpi, question, address }: ViewProps) {
  const { t } = useWords();
  const records = useRecordsBehind(account, kpi.id, question, pageNumberOf(address));
  return (
    <Loaded query={records} rows={8}>
      {(data) =>
        data.total === 0 ? (
          <p>{t('records.none')}</p>
        ) : (
          <>
            <RecordsTable kpi={kpi} records={data.records} />
            <Pager address={address} of={data} shown={data.records.length} />
          </>
        )
      }
    </Loaded>
  );
}

function RecordsTable({ kpi, records }: { kpi: KpiDetail; records: DrillDown['records'] }) {
  const table = useTable();
  const { t } = useWords();
  const format = useFormats();
  const isSum = kpi.computation === 'sum' || kpi.computation === 'growth';
  const amount = (value: Amount | null) =>
    value === null || magnitude(value) === 0 ? '–' : format.fullAmount(value, typeof value === 'object' ? 'money' : 'count');
  const head = mergeClasses(table.cell, table.head);
  const number = mergeClasses(table.cell, table.number);
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col" className={head}>
            {t('records.record')}
          </th>
          <th scope="col" className={mergeClasses(head, table.wide)}>
            {t('records.day')}
          </th>
          <th scope="col" className={mergeClasses(head, table.wider)}>
            {t('slice.owner')}
          </th>
          <th scope="col" className={mergeClasses(head, table.number)}>
            {t(isSum ? 'records.amount' : 'detail.numerator')}
          </th>
          {!isSum && (
            <th scope="col" className={mergeClasses(head, table.number)}>
              {t('detail.denominator')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {records.map((record, index) => (
          <tr key={record.withheld ? `withheld ${index}` : `${record.recordType} ${record.recordId} ${record.part}`}>
            <th scope="row" className={mergeClasses(table.cell, table.name)}>
              <RecordName record={record} />
            </th>
            <td className={mergeClasses(table.cell, table.wide)}>
              <When record={record} />
            </td>
            <td className={mergeClasses(table.cell, table.wider)}>{record.ownerName ?? '–'}</td>
            <td className={number}>{amount(record.numerator)}</td>
            {!isSum && <td className={number}>{amount(record.denominator)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The day that puts it in the period; of a level the days on which it counts. */
function When({ record }: { record: DrillDown['records'][number] }) {
  const { t } = useWords();
  const format = useFormats();
  if (record.occurredOn) return format.date(record.occurredOn);
  if (!record.countsFrom) return '–';
  const start = format.date(record.countsFrom);
  return record.countsUntil ? t('records.between', { start, end: format.date(record.countsUntil) }) : t('records.from', { start });
}
