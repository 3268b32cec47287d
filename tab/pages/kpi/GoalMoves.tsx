import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { GoalSeek, KpiDetail } from '../../../src/server/contract.ts';
import { RecordName } from '../../components/RecordName.tsx';
import { useTable } from '../../components/useTable.ts';
import { Value } from '../../components/Value.tsx';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  place: { width: '1%', whiteSpace: 'nowrap', color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  move: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  // On a narrow screen the reading stands below what adds to it.
  afterBelow: { display: 'block', color: tokens.colorNeutralForeground3, '@media (min-width: 640px)': { display: 'none' } },
  adds: { color: tokens.colorStatusSuccessForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** The moves in the order in which they are to be made. */
export function GoalMoves({ kpi, goal }: { kpi: KpiDetail; goal: GoalSeek }) {
  const styles = useStyles();
  const table = useTable();
  const { t } = useWords();
  const format = useFormats();
  const head = mergeClasses(table.cell, table.head);
  const adds = (value: KpiDetail['value']) => {
    if (value === null) return '–';
    const change = format.change(value, goal.unit);
    return goal.unit === 'ratio' ? t('kpi.points', { value: change }) : change;
  };
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col" className={mergeClasses(head, styles.place)}>
            {t('goal.place')}
          </th>
          <th scope="col" className={head}>
            {t('goal.move')}
          </th>
          <th scope="col" className={mergeClasses(head, table.wide)}>
            {t('goal.dueOn')}
          </th>
          <th scope="col" className={mergeClasses(head, table.wider)}>
            {t('slice.owner')}
          </th>
          <th scope="col" className={mergeClasses(head, table.number)}>
            {t('goal.adds')}
          </th>
          <th scope="col" className={mergeClasses(head, table.number, table.wide)}>
            {t('goal.after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {goal.moves.map((move, index) => (
          <tr key={`${move.kind} ${move.recordType} ${move.recordId}`}>
            <td className={mergeClasses(table.cell, styles.place)}>{format.count(index + 1)}</td>
            <th scope="row" className={mergeClasses(table.cell, table.name)}>
              <span className={styles.move}>{move.text}</span>
              <RecordName record={{ ...move, withheld: false }} />
            </th>
            <td className={mergeClasses(table.cell, table.wide)}>{move.dueOn ? format.date(move.dueOn) : '–'}</td>
            <td className={mergeClasses(table.cell, table.wider)}>{move.ownerName ?? '–'}</td>
            <td className={mergeClasses(table.cell, table.number)}>
              <span className={styles.adds}>{adds(move.adds)}</span>
              <span className={styles.afterBelow}>
                → <Value reading={move.readingAfter} unit={kpi.unit} />
              </span>
            </td>
            <td className={mergeClasses(table.cell, table.number, table.wide)}>
              <Value reading={move.readingAfter} unit={kpi.unit} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
