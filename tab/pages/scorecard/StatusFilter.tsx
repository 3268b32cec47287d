import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Link } from 'react-router';
import type { Kpi, Status } from '../../../src/server/contract.ts';
import { type Question, searchOf } from '../../api/question.ts';
import { StatusIcon } from '../../components/StatusMark.tsx';
import { useWords } from '../../i18n/text.ts';
import { countByStatus, statusOrder } from './groups.ts';

const useStyles = makeStyles({
  list: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, listStyleType: 'none', margin: 0, padding: 0 },
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
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
  return (
    <nav aria-label={t('statusCount.show')}>
      <ul className={styles.list}>
        <li>
          <Link
            to={searchOf(question) || '?'}
            aria-current={chosen === null || undefined}
            className={mergeClasses(styles.link, chosen === null && styles.chosen)}
          >
            {t('statusCount.all')} {kpis.length}
          </Link>
        </li>
        {statusOrder
          .filter((status) => counts.has(status))
          .map((status) => (
            <li key={status}>
              <Link
                to={searchOf(question, { status })}
                aria-current={chosen === status || undefined}
                className={mergeClasses(styles.link, chosen === status && styles.chosen)}
              >
                <span className={mergeClasses(styles.icon, styles[status])}>
                  <StatusIcon status={status} size={14} />
                </span>
                {t(`status.${status}`)} {counts.get(status)}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
