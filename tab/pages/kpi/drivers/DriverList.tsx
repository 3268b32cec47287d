import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Drivers, KpiDetail } from '../../../../src/server/contract.ts';
import { useHidden } from '../../../components/hidden.ts';
import { RecordName } from '../../../components/RecordName.tsx';
import { useWords } from '../../../i18n/text.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import type { Step, Waterfall } from './waterfall.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 6fr) 132px',
    columnGap: tokens.spacingHorizontalL,
    alignItems: 'center',
    minHeight: '40px',
    paddingBlock: tokens.spacingVerticalXS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 639px)': { gridTemplateColumns: 'minmax(0, 1fr) auto', rowGap: tokens.spacingVerticalXS },
  },
  end: { fontWeight: tokens.fontWeightSemibold },
  bar: {
    position: 'relative',
    height: '20px',
    '@media (max-width: 639px)': { gridColumn: '1 / -1', gridRow: 2, height: '12px' },
  },
  // Where the first reading stood, through all the rows.
  base: {
    position: 'absolute',
    insetBlock: '-10px',
    width: 0,
    borderInlineStartWidth: '1px',
    borderInlineStartStyle: 'dashed',
    borderInlineStartColor: tokens.colorNeutralStroke1,
  },
  mark: {
    position: 'absolute',
    insetBlock: 0,
    width: '4px',
    marginInlineStart: '-2px',
    borderRadius: '2px',
    backgroundColor: tokens.colorNeutralForeground1,
  },
  fill: {
    position: 'absolute',
    insetBlock: '4px',
    minWidth: '2px',
    borderRadius: '2px',
    '@media (max-width: 639px)': { insetBlock: '2px' },
  },
  better: { backgroundColor: tokens.colorStatusSuccessForeground1 },
  worse: { backgroundColor: tokens.colorStatusDangerForeground1 },
  betterText: { color: tokens.colorStatusSuccessForeground1 },
  worseText: { color: tokens.colorStatusDangerForeground3 },
  share: { textAlign: 'end', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightSemibold },
});

/** The waterfall as a list: a reader hears name, what happened and share; an eye sees them laid end to end. */
export function DriverList({ kpi, drivers, waterfall }: { kpi: KpiDetail; drivers: Drivers; waterfall: Waterfall | null }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const currency = kpi.currency ?? 'USD';
  const reading = (end: Drivers['since'], place: number | undefined) => (
    <Row
      isEnd
      name={format.date(end.date)}
      bar={waterfall && place !== undefined && <Mark waterfall={waterfall} at={place} />}
      share={
        place === undefined
          ? end.reading.value === null
            ? t('kpi.noData')
            : format.fullAmount(end.reading.value, kpi.unit)
          : format.fine(place, kpi.unit, currency)
      }
    />
  );
  return (
    <ol className={styles.list}>
      {reading(drivers.since, waterfall?.start)}
      {drivers.drivers.map((driver, index) => {
        const step = waterfall?.steps[index];
        return (
          <Row
            key={`${driver.kind} ${driver.recordType} ${driver.recordId ?? index} ${driver.label}`}
            name={
              driver.kind === 'record' && driver.recordType ? (
                <RecordName record={{ ...driver, recordType: driver.recordType }} note={t(`drivers.${driver.effect}`)} />
              ) : (
                t(`drivers.${driver.kind}`, { currency: driver.label })
              )
            }
            bar={waterfall && step && <Bar waterfall={waterfall} step={step} better={kpi.better} />}
            share={
              step ? (
                <Share value={step.share} kpi={kpi} />
              ) : driver.numeratorChange !== null ? (
                format.change(driver.numeratorChange, typeof driver.numeratorChange === 'object' ? 'money' : 'count')
              ) : (
                ''
              )
            }
          />
        );
      })}
      {drivers.rest && (
        <Row
          name={t('drivers.rest', { count: drivers.rest.count })}
          bar={waterfall?.rest && <Bar waterfall={waterfall} step={waterfall.rest} better={kpi.better} />}
          share={waterfall?.rest ? <Share value={waterfall.rest.share} kpi={kpi} /> : ''}
        />
      )}
      {reading(drivers.until, waterfall?.end)}
      {waterfall && <Row isEnd name={t('drivers.change')} bar={null} share={<Share value={waterfall.end - waterfall.start} kpi={kpi} />} />}
    </ol>
  );
}

function Row({ name, bar, share, isEnd = false }: { name: ReactNode; bar: ReactNode; share: ReactNode; isEnd?: boolean }) {
  const styles = useStyles();
  return (
    <li className={mergeClasses(styles.row, isEnd && styles.end)}>
      <div>{name}</div>
      <div className={styles.bar} aria-hidden="true">
        {bar}
      </div>
      <div className={styles.share}>{share}</div>
    </li>
  );
}

const percent = (part: number) => `${part * 100}%`;

function Bar({ waterfall, step, better }: { waterfall: Waterfall; step: Step; better: KpiDetail['better'] }) {
  const styles = useStyles();
  const [from, to] = [waterfall.place(step.from), waterfall.place(step.to)];
  const isBetter = step.to > step.from === (better === 'higher');
  return (
    <>
      <span className={styles.base} style={{ insetInlineStart: percent(waterfall.place(waterfall.start)) }} />
      <span
        className={mergeClasses(styles.fill, isBetter ? styles.better : styles.worse)}
        style={{ insetInlineStart: percent(Math.min(from, to)), width: percent(Math.abs(to - from)) }}
      />
    </>
  );
}

function Mark({ waterfall, at }: { waterfall: Waterfall; at: number }) {
  const styles = useStyles();
  return <span className={styles.mark} style={{ insetInlineStart: percent(waterfall.place(at)) }} />;
}

/** A share with its direction, and for those who do not see the colour, whether that is good. */
function Share({ value, kpi }: { value: number; kpi: KpiDetail }) {
  const styles = useStyles();
  const { hidden } = useHidden();
  const { t } = useWords();
  const format = useFormats();
  const told = format.share(value, kpi.unit, kpi.currency ?? 'USD');
  const good = value === 0 ? null : value > 0 === (kpi.better === 'higher') ? 'better' : 'worse';
  return (
    <span className={good ? styles[`${good}Text`] : undefined}>
      {kpi.unit === 'ratio' ? t('kpi.points', { value: told }) : told}
      {good && <span className={hidden}> ({t(`kpi.${good}`)})</span>}
    </span>
  );
}
