import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Digest, DigestHeadline } from '../../../src/server/contract.ts';
import { magnitude } from '../../i18n/format.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { ChangeSinceDigest } from '../Change.tsx';
import { Note } from '../Note.tsx';
import { RouterLink } from '../RouterLink.tsx';
import { SourceLink } from '../SourceLink.tsx';
import { StatusMark } from '../StatusMark.tsx';
import { Value } from '../Value.tsx';

const useStyles = makeStyles({
  root: { maxWidth: '760px', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  title: {
    margin: `0 0 ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  text: { margin: 0 },
  headline: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  end: { textAlign: 'end', flexShrink: 0 },
  value: { display: 'block', fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  item: { paddingBlock: tokens.spacingVerticalXXS },
});

/** A digest, as the channel reads it. */
export function DigestView({ account, digest }: { account: string; digest: Digest }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const { week, onDate, since, gap, closed, health, renewals } = digest;
  const of = week === null ? t('digests.asOf', { date: format.date(onDate) }) : t('digests.weekOf', { date: format.date(week) });
  const from =
    since.number === null
      ? t('digests.sinceDay', { date: format.date(since.date) })
      : t('digests.sinceNumber', { number: since.number, date: format.date(since.date) });
  const moved = digest.headlines.flatMap(({ sentence }) => sentence ?? []);
  const numbers = (list: readonly number[]) => format.list(list.map(String));
  return (
    <article className={styles.root}>
      <div className={styles.quiet}>{`${of} · ${from}`}</div>
      {gap.notDelivered.length > 0 && <Note tone="waiting">{t('digests.gap', { numbers: numbers(gap.notDelivered) })}</Note>}
      {gap.inDoubt.length > 0 && <Note tone="waiting">{t('digests.gapInDoubt', { numbers: numbers(gap.inDoubt) })}</Note>}
      {closed && (
        <Section title={t('digests.closed', { year: closed.fiscalYear, date: format.date(closed.endsOn) })}>
          <Headlines account={account} headlines={closed.headlines} />
        </Section>
      )}
      <Section title={t('group.headlines')}>
        <Headlines
          account={account}
          headlines={digest.headlines}
          since={since.number === null ? t('digests.sinceDate', { date: format.date(since.date) }) : undefined}
        />
      </Section>
      <Section title={t('digests.moved')}>
        {moved.length === 0 ? (
          <p className={styles.text}>{t('digests.quiet')}</p>
        ) : (
          moved.map((text) => (
            <p key={text} className={styles.text}>
              {text}
            </p>
          ))
        )}
      </Section>
      <Events title={t('digests.wins')} list={digest.wins} />
      <Events title={t('digests.slips')} list={digest.slips} />
      {renewals.buckets.some(({ records }) => records > 0) && (
        <Section title={t('digests.renewals')}>
          <ul className={styles.list}>
            {renewals.buckets.map(({ days, records, amount }) => (
              <li key={days} className={styles.item}>
                {t('digests.within', { count: days })}:{' '}
                {records === 0 ? t('digests.none') : `${format.count(records)} · ${format.amount(amount, 'money')}`}
              </li>
            ))}
            {renewals.due.map(({ recordId, label, sourceUrl, dueOn, amount }) => (
              <li key={recordId} className={styles.item}>
                <Named label={label ?? recordId} href={sourceUrl} /> · {t('digests.dueOn', { date: format.date(dueOn) })}
                {amount && ` · ${format.amount(amount, 'money')}`}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {digest.moves.length > 0 && (
        <Section title={t('digests.moves')}>
          <ol className={styles.list}>
            {digest.moves.map((move) => (
              <li key={`${move.recordType} ${move.recordId} ${move.text}`} className={styles.item}>
                {move.sourceUrl ? <SourceLink href={move.sourceUrl}>{move.text}</SourceLink> : move.text}
                <div className={styles.quiet}>
                  {[
                    move.kpi &&
                      move.worth !== null &&
                      `${format.change(move.worth, move.kpi.unit)}${move.kpi.unit === 'ratio' ? ` ${t('digests.points')}` : ''} ${move.kpi.title}`,
                    move.dueOn && t('digests.dueOn', { date: format.date(move.dueOn) }),
                    move.ownerName,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </li>
            ))}
          </ol>
        </Section>
      )}
      {(health.staleSources.length > 0 || health.quarantined > 0 || health.missingRates.length > 0) && (
        <Section title={t('digests.health')}>
          <ul className={styles.list}>
            {health.staleSources.length > 0 && (
              <li>{t('digests.stale', { names: format.list(health.staleSources.map(({ name }) => name)) })}</li>
            )}
            {health.quarantined > 0 && <li>{t('scorecard.quarantined', { count: health.quarantined })}</li>}
            {health.missingRates.length > 0 && <li>{t('scorecard.missingRates', { currencies: format.list(health.missingRates) })}</li>}
          </ul>
        </Section>
      )}
    </article>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}

function Headlines({ account, headlines, since }: { account: string; headlines: readonly DigestHeadline[]; since?: string }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  return (
    <ul className={styles.list}>
      {headlines.map((headline) => (
        <li key={headline.id} className={styles.headline}>
          <div>
            <RouterLink to={`/a/${account}/kpi/${encodeURIComponent(headline.id)}`}>{headline.title}</RouterLink>
            <div className={styles.quiet}>
              {headline.target !== null && (
                <span>
                  {t(headline.better === 'lower' ? 'kpi.targetAtMost' : 'kpi.target', {
                    value: format.amount(headline.target, headline.unit),
                  })}{' '}
                </span>
              )}
              <ChangeSinceDigest kpi={{ ...headline, sinceLastDigest: headline.change }} since={since} />
            </div>
          </div>
          <div className={styles.end}>
            <span className={styles.value}>
              <Value reading={headline} unit={headline.unit} />
            </span>
            {headline.status === null ? (
              <span className={styles.quiet}>{t('digests.noTarget')}</span>
            ) : (
              // That there is no data stands there already.
              headline.status !== 'noData' && <StatusMark status={headline.status} />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Events({ title, list }: { title: string; list: Digest['wins'] }) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  if (list.records === 0) return null;
  const total = magnitude(list.amount) === 0 ? '' : ` · ${format.amount(list.amount, 'money')}`;
  const more = list.records - list.events.length;
  return (
    <Section title={`${title} (${format.count(list.records)})${total}`}>
      <ul className={styles.list}>
        {list.events.map(({ recordId, label, sourceUrl, text, amount }) => (
          <li key={recordId} className={styles.item}>
            <Named label={label ?? recordId} href={sourceUrl} /> · {text}
            {amount && ` · ${format.amount(amount, 'money')}`}
          </li>
        ))}
        {more > 0 && <li className={mergeClasses(styles.item, styles.quiet)}>{t('digests.more', { count: more })}</li>}
      </ul>
    </Section>
  );
}

const Named = ({ label, href }: { label: string; href: string | null }) =>
  href ? (
    <SourceLink inText href={href}>
      {label}
    </SourceLink>
  ) : (
    label
  );
