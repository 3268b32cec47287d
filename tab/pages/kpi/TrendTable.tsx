import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { KpiDetail } from '../../../src/server/contract.ts';
import { useTable } from '../../components/useTable.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import type { TrendLine } from './trendLines.ts';

const useStyles = makeStyles({
  root: { marginBlockStart: tokens.spacingVerticalM },
  summary: {
    display: 'inline-block',
    cursor: 'pointer',
    color: tokens.colorBrandForegroundLink,
    fontSize: tokens.fontSizeBase200,
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  table: { marginBlockStart: tokens.spacingVerticalS, fontSize: tokens.fontSizeBase200 },
});

/** The trend in numbers, for whoever wants them or cannot see the lines. */
export function TrendTable({ kpi, lines }: { kpi: KpiDetail; lines: readonly TrendLine[] }) {
  const styles = useStyles();
  const table = useTable();
  const { t } = useWords();
  const format = useFormats();
  const shown = (value: number | null) =>
    value === null
      ? '–'
      : format.amount(kpi.unit === 'money' ? { amount: String(Math.round(value)), currency: kpi.currency ?? 'USD' } : value, kpi.unit);
  return (
    <details className={styles.root}>
      <summary className={styles.summary}>{t('trend.asTable')}</summary>
      <table className={mergeClasses(table.table, styles.table)}>
        <thead>
          <tr>
            <th scope="col" className={mergeClasses(table.cell, table.head)}>
              {t('trend.day')}
            </th>
            {lines.map(({ key }) => (
              <th key={key} scope="col" className={mergeClasses(table.cell, table.head, table.number)}>
                {t(`trend.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kpi.trend.map(({ date }, index) => (
            <tr key={date}>
              <th scope="row" className={table.cell}>
                {format.date(date)}
              </th>
              {lines.map(({ key, values }) => (
                <td key={key} className={mergeClasses(table.cell, table.number)}>
                  {shown(values[index] ?? null)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
