import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Link, useLocation } from 'react-router';
import type { Breakdown, Dimension, Kpi } from '../../../src/server/contract.ts';
import { useBreakdown } from '../../api/queries.ts';
import { dimensions, type Question, searchOf } from '../../api/question.ts';
import { Failure } from '../../components/Failure.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { useSliceName } from '../../components/Slices.tsx';
import { Value } from '../../components/Value.tsx';
import { PageSkeleton } from '../../frame/Skeletons.tsx';
import { magnitude } from '../../i18n/format.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  choices: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    listStyleType: 'none',
    margin: `0 0 ${tokens.spacingVerticalM}`,
    padding: 0,
  },
  choice: {
    display: 'inline-block',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    textDecorationLine: 'none',
    ':hover': { border: `1px solid ${tokens.colorNeutralStroke1Hover}`, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  chosen: {
    border: `1px solid ${tokens.colorBrandStroke1}`,
    boxShadow: `inset 0 0 0 1px ${tokens.colorBrandStroke1}`,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  table: { width: '100%', borderCollapse: 'collapse', fontSize: tokens.fontSizeBase300 },
  cell: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    textAlign: 'start',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontWeight: tokens.fontWeightRegular,
  },
  head: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  bar: { width: '34%', '@media (max-width: 639px)': { display: 'none' } },
  fill: { height: '8px', borderRadius: tokens.borderRadiusSmall, backgroundColor: tokens.colorBrandBackground, minWidth: '2px' },
  negative: { backgroundColor: tokens.colorStatusDangerForeground1 },
  total: { fontWeight: tokens.fontWeightSemibold },
});

/** A KPI by one dimension, the largest slice first; each name leads to the same page for that slice alone. */
export function BreakdownTable({
  account,
  kpi,
  by,
  question,
}: {
  account: string;
  kpi: Pick<Kpi, 'id' | 'unit' | 'shape'>;
  by: Dimension;
  question: Question;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const breakdown = useBreakdown(account, kpi.id, by, question);
  return (
    <>
      <nav aria-label={t('detail.by')}>
        <ul className={styles.choices}>
          {dimensions.map((dimension) => (
            <li key={dimension}>
              <Link
                to={searchOf(question, { by: dimension })}
                aria-current={dimension === by || undefined}
                className={mergeClasses(styles.choice, dimension === by && styles.chosen)}
              >
                {t(`slice.${dimension}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {breakdown.error && !breakdown.isPlaceholderData ? (
        <Failure error={breakdown.error} retry={() => void breakdown.refetch()} />
      ) : breakdown.data ? (
        <Slices account={account} unit={kpi.unit} breakdown={breakdown.data} question={question} />
      ) : (
        <PageSkeleton cards={2} />
      )}
    </>
  );
}

function Slices({ account, unit, breakdown, question }: { account: string; unit: Kpi['unit']; breakdown: Breakdown; question: Question }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const { pathname } = useLocation();
  const nameOf = useSliceName(account, false);
  const size = (value: Breakdown['total']['value']) => (value === null ? Number.NEGATIVE_INFINITY : magnitude(value));
  const slices = [...breakdown.slices].sort((a, b) => size(b.value) - size(a.value));
  const widest = Math.max(...slices.map(({ value }) => (value === null ? 0 : Math.abs(magnitude(value)))), 0);
  if (slices.length === 0) return <p>{t('detail.empty')}</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={mergeClasses(styles.cell, styles.head)}>
            {t(`slice.${breakdown.by}`)}
          </th>
          <th scope="col" className={mergeClasses(styles.cell, styles.head, styles.number)}>
            {t('detail.reading')}
          </th>
          <td className={mergeClasses(styles.cell, styles.bar)} />
          <th scope="col" className={mergeClasses(styles.cell, styles.head, styles.number)}>
            {t('detail.records')}
          </th>
        </tr>
      </thead>
      <tbody>
        {slices.map((slice) => {
          const name = nameOf(breakdown.by, slice.key, slice.label);
          const isOwnPart = breakdown.parent !== null && slice.key === breakdown.parent;
          const only = { ...question, slice: { ...question.slice, [breakdown.by]: slice.key } };
          return (
            <tr key={slice.key}>
              <th scope="row" className={styles.cell}>
                {isOwnPart ? (
                  t('detail.own', { name })
                ) : (
                  <RouterLink to={`${pathname}${searchOf(only, { by: breakdown.by })}`}>{name}</RouterLink>
                )}
              </th>
              <td className={mergeClasses(styles.cell, styles.number)}>
                <Value reading={slice} unit={unit} />
              </td>
              <td className={mergeClasses(styles.cell, styles.bar)}>
                {slice.value !== null && widest > 0 && (
                  <div
                    className={mergeClasses(styles.fill, magnitude(slice.value) < 0 && styles.negative)}
                    style={{ width: `${(Math.abs(magnitude(slice.value)) / widest) * 100}%` }}
                  />
                )}
              </td>
              <td className={mergeClasses(styles.cell, styles.number)}>{format.count(slice.records)}</td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" className={mergeClasses(styles.cell, styles.total)}>
            {t('detail.total')}
          </th>
          <td className={mergeClasses(styles.cell, styles.number, styles.total)}>
            <Value reading={breakdown.total} unit={unit} />
          </td>
          <td className={mergeClasses(styles.cell, styles.bar)} />
          <td className={mergeClasses(styles.cell, styles.number, styles.total)}>{format.count(breakdown.total.records)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
