import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Kpi, Status } from '../../../src/server/contract.ts';
import { type Question, searchOf } from '../../api/question.ts';
import { Choices } from '../../components/Choices.tsx';
import { StatusIcon } from '../../components/StatusMark.tsx';
import { useWords } from '../../i18n/text.ts';
import { countByStatus, statusOrder } from './groups.ts';

const useStyles = makeStyles({
  onTrack: { color: tokens.colorStatusSuccessForeground1 },
  atRisk: { color: tokens.colorStatusWarningForeground1 },
  offTrack: { color: tokens.colorStatusDangerForeground3 },
  noData: { color: tokens.colorNeutralForeground3 },
  icon: { display: 'inline-flex' },
});

/** How many KPIs are in which status; each is a link that shows only those. */
export function StatusFilter({ kpis, question, chosen }: { kpis: readonly Kpi[]; question: Question; chosen: Status | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const counts = countByStatus(kpis);
  const ofStatus = (status: Status) => ({
    key: status,
    to: searchOf(question, { status }),
    isChosen: chosen === status,
    text: (
      <>
        <span className={mergeClasses(styles.icon, styles[status])}>
          <StatusIcon status={status} size={14} />
        </span>
        {t(`status.${status}`)} {counts.get(status)}
      </>
    ),
  });
  return (
    <Choices
      label={t('statusCount.show')}
      choices={[
        { key: 'all', to: searchOf(question) || '?', isChosen: chosen === null, text: `${t('statusCount.all')} ${kpis.length}` },
        ...statusOrder.filter((status) => counts.has(status)).map(ofStatus),
      ]}
    />
  );
}
