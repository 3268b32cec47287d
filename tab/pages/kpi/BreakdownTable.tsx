import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Breakdown, Kpi } from '../../../src/server/contract.ts';
import { type Question, searchOf } from '../../api/question.ts';
import { useValueName } from '../../components/filters/Slices.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { useTable } from '../../components/useTable.ts';
import { Value } from '../../components/Value.tsx';
import { magnitude } from '../../i18n/format.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  bar: { width: '34%', verticalAlign: 'middle' },
  fill: { height: '8px', borderRadius: tokens.borderRadiusSmall, backgroundColor: tokens.colorBrandBackground, minWidth: '2px' },
  negative: { backgroundColor: tokens.colorStatusDangerForeground1 },
  more: { margin: `${tokens.spacingVerticalM} 0 0` },
});
/** As many as one looks through; the rest on request. */
const firstRows = 50;

/** The largest slice first; each name leads to the same page for that slice alone. */
export function BreakdownTable({
  unit,
  breakdown,
  question,
  showsAll,
}: {
  unit: Kpi['unit'];
  breakdown: Breakdown;
  question: Question;
  showsAll: boolean;
}) {
  const styles = useStyles();
  const table = useTable();
  const { t } = useWords();
  const format = useFormats();
  const { by } = breakdown;
  const size = (value: Breakdown['total']['value']) => (value === null ? Number.NEGATIVE_INFINITY : magnitude(value));
  const slices = [...breakdown.slices].sort((a, b) => size(b.value) - size(a.value));
  const widest = Math.max(...slices.map(({ value }) => (value === null ? 0 : Math.abs(magnitude(value)))), 0);
  const shown = showsAll ? slices : slices.slice(0, firstRows);
  if (slices.length === 0) return <p>{t('detail.empty')}</p>;
  const head = mergeClasses(table.cell, table.head);
  const number = mergeClasses(table.cell, table.number);
  return (
    <>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col" className={head}>
              {t(`slice.${by}`)}
            </th>
            <th scope="col" className={mergeClasses(head, table.number)}>
              {t('detail.reading')}
            </th>
            <td className={mergeClasses(table.cell, styles.bar, table.wide)} />
            <th scope="col" className={mergeClasses(head, table.number)}>
              {t('detail.records')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((slice) => (
            <tr key={slice.key}>
              <th scope="row" className={table.cell}>
                <SliceName slice={slice} breakdown={breakdown} question={question} />
              </th>
              <td className={number}>
                <Value reading={slice} unit={unit} />
              </td>
              <td className={mergeClasses(table.cell, styles.bar, table.wide)}>
                {slice.value !== null && widest > 0 && (
                  <div
                    className={mergeClasses(styles.fill, magnitude(slice.value) < 0 && styles.negative)}
                    style={{ width: `${(Math.abs(magnitude(slice.value)) / widest) * 100}%` }}
                  />
                )}
              </td>
              <td className={number}>{format.count(slice.records)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className={mergeClasses(table.cell, table.strong)}>
              {t('detail.total')}
            </th>
            <td className={mergeClasses(number, table.strong)}>
              <Value reading={breakdown.total} unit={unit} />
            </td>
            <td className={mergeClasses(table.cell, styles.bar, table.wide)} />
            <td className={mergeClasses(number, table.strong)}>{format.count(breakdown.total.records)}</td>
          </tr>
        </tfoot>
      </table>
      {shown.length < slices.length && (
        <p className={styles.more}>
          <RouterLink to={searchOf(question, { view: 'breakdown', by, all: '1' })} preventScrollReset>
            {t('detail.showAll', { count: slices.length })}
          </RouterLink>
        </p>
      )}
    </>
  );
}

/** An organization leads down the tree; any other slice to its organizations. */
function SliceName({ slice, breakdown, question }: { slice: Breakdown['slices'][number]; breakdown: Breakdown; question: Question }) {
  const { t } = useWords();
  const nameOf = useValueName();
  const { by, parent } = breakdown;
  const name = nameOf(by, slice.key, slice.label);
  if (parent !== null && slice.key === parent) return t('detail.own', { name });
  const only = { ...question, slice: { ...question.slice, [by]: slice.key } };
  return (
    <RouterLink to={searchOf(only, { view: 'breakdown', by: 'organization' })} preventScrollReset>
      {name}
      {slice.hasChildren && <span aria-hidden="true"> ›</span>}
    </RouterLink>
  );
}
