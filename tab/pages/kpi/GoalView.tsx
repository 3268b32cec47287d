import { makeStyles, tokens } from '@fluentui/react-components';
import type { GoalSeek, KpiDetail } from '../../../src/server/contract.ts';
import { useGoal, useRole } from '../../api/queries.ts';
import { useAddress } from '../../api/useAddress.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { magnitude } from '../../i18n/format.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { GoalMoves } from './GoalMoves.tsx';
import { TargetForm } from './TargetForm.tsx';
import type { ViewProps } from './views.ts';

const useStyles = makeStyles({
  form: { marginBlockEnd: tokens.spacingVerticalL },
  said: { margin: `0 0 ${tokens.spacingVerticalM}`, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  quiet: { margin: `${tokens.spacingVerticalM} 0 0`, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** What would reach the target: named moves in their order, and where each would bring the reading. */
export function GoalView({ account, kpi, question, address }: ViewProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { change } = useAddress();
  const role = useRole(account);
  const own = address.get('target') ?? undefined;
  const set = kpi.target === null ? '' : String(typeof kpi.target === 'object' ? kpi.target.amount : kpi.target);
  const goal = useGoal(account, kpi.id, question, own, role !== 'reader' && (own !== undefined || kpi.target !== null));
  if (role === 'reader') return <p>{t('goal.forMembers')}</p>;
  return (
    <>
      <div className={styles.form}>
        <TargetForm unit={kpi.unit} target={own ?? set} isOwn={own !== undefined && set !== ''} choose={(target) => change({ target })} />
      </div>
      {own === undefined && kpi.target === null ? (
        <p>{t('goal.noTarget')}</p>
      ) : (
        <Loaded query={goal}>{(data) => <Told kpi={kpi} goal={data} />}</Loaded>
      )}
    </>
  );
}

function Told({ kpi, goal }: { kpi: KpiDetail; goal: GoalSeek }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const amount = (value: KpiDetail['value']) => (value === null ? t('kpi.noData') : format.amount(value, goal.unit));
  const facts = {
    date: format.date(goal.horizon),
    target: amount(goal.target),
    before: goal.before.note === 'targetMet' ? t('kpi.targetMet') : amount(goal.before.value),
    after: goal.after.note === 'targetMet' ? t('kpi.targetMet') : amount(goal.after.value),
    count: goal.moves.length,
    short: short(kpi, goal, format, t),
  };
  const said =
    goal.moves.length === 0
      ? t(goal.reached ? 'goal.reachedAlready' : 'goal.noMoves', facts)
      : t(goal.reached ? (goal.smallest ? 'goal.smallest' : 'goal.reaches') : 'goal.notReached', facts);
  return (
    <>
      <p className={styles.said}>{said}</p>
      {goal.moves.length > 0 && <GoalMoves kpi={kpi} goal={goal} />}
      <p className={styles.quiet}>{t('goal.baseline', facts)}</p>
    </>
  );
}

/** What would still be missing, in the KPI's own words. */
function short(
  kpi: KpiDetail,
  { target, after }: GoalSeek,
  format: ReturnType<typeof useFormats>,
  t: ReturnType<typeof useWords>['t'],
): string {
  if (target === null || after.value === null) return t('kpi.noData');
  const gap = Math.abs(magnitude(target) - magnitude(after.value));
  if (kpi.unit === 'ratio') return t('kpi.points', { value: format.count(gap * 100) });
  return format.amount(kpi.unit === 'money' ? { amount: String(Math.round(gap)), currency: kpi.currency ?? 'USD' } : gap, kpi.unit);
}
