import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import type { Kpi, Scorecard } from '../../../src/server/contract.ts';
import { ChangeOnYear, ChangeSinceDigest } from '../../components/Change.tsx';
import { QuarantineNote } from '../../components/QuarantineNote.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { Sparkline } from '../../components/Sparkline.tsx';
import { StatusMark } from '../../components/StatusMark.tsx';
import { TargetBar } from '../../components/TargetBar.tsx';
import { useNeedText } from '../../components/useNeedText.ts';
import { Value } from '../../components/Value.tsx';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  card: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    minWidth: 0,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
    transitionProperty: 'border-color, box-shadow',
    transitionDuration: tokens.durationFaster,
    ':hover': { border: `1px solid ${tokens.colorNeutralStroke1Hover}`, boxShadow: tokens.shadow8 },
    ':has(a:focus-visible)': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  small: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, gap: tokens.spacingVerticalXS },
  head: { display: 'flex', justifyContent: 'space-between', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  title: {
    margin: 0,
    minWidth: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  link: {
    color: tokens.colorNeutralForeground1,
    // The whole card leads where its title does.
    '::after': { content: '""', position: 'absolute', inset: 0, borderRadius: tokens.borderRadiusXLarge },
    ':hover': { color: tokens.colorNeutralForeground1, textDecorationLine: 'none' },
    ':focus-visible': { outlineStyle: 'none' },
  },
  middle: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(48px, 120px)',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
  },
  value: { fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, fontWeight: tokens.fontWeightSemibold },
  smallValue: { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  // Above the stretched link, so that its words can be pointed at.
  pointed: { position: 'relative' },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  need: { color: tokens.colorNeutralForeground1 },
  last: { marginBlockStart: 'auto' },
});

/** One KPI: its value, what was asked of it, and how it moves. Leads to the page that explains it. */
export function KpiCard({
  kpi,
  account,
  read,
  to,
  prominent = false,
}: {
  kpi: Kpi;
  account: string;
  read: Pick<Scorecard, 'asOf' | 'period'>;
  to: string;
  prominent?: boolean;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const titleId = useId();
  const need = useNeedText()(kpi, read);
  return (
    <article aria-labelledby={titleId} className={mergeClasses(styles.card, !prominent && styles.small)} data-kpi={kpi.id}>
      <div className={styles.head}>
        <h3 id={titleId} className={styles.title}>
          <RouterLink to={to} className={styles.link}>
            {kpi.title}
          </RouterLink>
        </h3>
        {kpi.status && <StatusMark status={kpi.status} />}
      </div>
      <div className={styles.middle}>
        <div className={mergeClasses(styles.value, styles.pointed, !prominent && styles.smallValue)}>
          <Value reading={kpi} unit={kpi.unit} />
        </div>
        {kpi.value !== null && <Sparkline kpi={kpi} period={read.period} />}
      </div>
      {kpi.target !== null && (
        <>
          <div className={styles.pointed}>
            <TargetBar kpi={kpi} />
          </div>
          <div className={styles.facts}>
            <span>{t(kpi.better === 'lower' ? 'kpi.targetAtMost' : 'kpi.target', { value: format.amount(kpi.target, kpi.unit) })}</span>
            {kpi.attainment !== null && kpi.better === 'higher' && (
              <span>{t('kpi.ofTarget', { value: format.percent(kpi.attainment) })}</span>
            )}
            {kpi.asked !== null && asksLessByNow(kpi) && <span>{t('kpi.asked', { value: format.amount(kpi.asked, kpi.unit) })}</span>}
            {need && <span className={styles.need}>{need}</span>}
          </div>
        </>
      )}
      <div className={mergeClasses(styles.facts, styles.last)}>
        <ChangeOnYear kpi={kpi} />
        <ChangeSinceDigest kpi={kpi} />
        {kpi.missingRates.length > 0 && <span>{t('kpi.rates', { currencies: format.list(kpi.missingRates) })}</span>}
        <QuarantineNote account={account} quarantined={kpi.quarantined} className={styles.pointed} />
      </div>
    </article>
  );
}

/** Only a sum asks part of its target by a day; for the rest what is asked is the target, and saying so twice helps nobody. */
const asksLessByNow = ({ asked, target }: Kpi): boolean => JSON.stringify(asked) !== JSON.stringify(target);
