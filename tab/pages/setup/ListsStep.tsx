import { Button, Checkbox, makeStyles, Spinner, Switch, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ListMaking, ProposedLists, RecordType } from '../../../src/server/contract.ts';
import { useMakeLists, useMaking, useProposedLists, useRemoveSampleRows } from '../../api/setup.ts';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { Note } from '../../components/Note.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { SourceLink } from '../../components/SourceLink.tsx';
import { StateMark, type Tone } from '../../components/StateMark.tsx';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

type List = ProposedLists['lists'][number];

const useStyles = makeStyles({
  title: {
    margin: `${tokens.spacingVerticalXL} 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  item: { paddingBlock: tokens.spacingVerticalS, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  about: { marginInlineStart: '36px', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  there: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, alignItems: 'center' },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalL,
    marginBlockStart: tokens.spacingVerticalL,
  },
});

/** Where the team keeps its records: lists that are there already, or lists that are made now, in the manager's name. */
export function ListsStep({ account }: { account: string }) {
  const form = useForm();
  const { t } = useWords();
  const proposed = useProposedLists(account);
  return (
    <>
      <p className={form.text}>
        {t('lists.text')}{' '}
        <RouterLink inText to={`/a/${account}/setup/mapping`}>
          {t('lists.haveThem')}
        </RouterLink>
      </p>
      <Loaded query={proposed} rows={8}>
        {(data) => <Lists account={account} proposed={data} />}
      </Loaded>
    </>
  );
}

function Lists({ account, proposed }: { account: string; proposed: ProposedLists }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const format = useFormats();
  const make = useMakeLists(account);
  const [chosen, setChosen] = useState<Partial<Record<RecordType, boolean>>>({});
  const [sampleRows, setSampleRows] = useState(false);
  const run = make.data?.id ?? proposed.run;
  const making = useMaking(account, run);
  const isRunning = run !== null && (making.data === undefined || making.data.state === 'running');
  const open = proposed.lists.filter(({ state }) => state === 'absent' || state === 'incomplete' || state === 'made');
  const there = proposed.lists.filter(({ state }) => state === 'connected' || state === 'elsewhere');
  const wanted = open.filter(({ recordType, isSuggested }) => chosen[recordType] ?? isSuggested).map(({ recordType }) => recordType);
  const samples = proposed.lists.reduce((sum, list) => sum + (list.sampleRows ?? 0), 0);
  const go = () => isRunning || make.isPending || wanted.length === 0 || make.mutate({ recordTypes: wanted, sampleRows });
  return (
    <>
      {proposed.site.webUrl && (
        <p className={form.quiet}>
          {t('lists.site')}{' '}
          <SourceLink inText href={proposed.site.webUrl}>
            {proposed.site.name ?? proposed.site.webUrl}
          </SourceLink>
        </p>
      )}
      {run !== null && making.data && <Progress making={making.data} />}
      {!proposed.canMake && <Note tone="waiting">{t('lists.noConsent')}</Note>}
      {open.length > 0 && (
        <section aria-label={t('lists.make')}>
          <h3 className={styles.title}>{t('lists.make')}</h3>
          <ul className={form.list}>
            {open.map((list) => (
              <li key={list.recordType} className={styles.item}>
                <Checkbox
                  label={list.name}
                  checked={chosen[list.recordType] ?? list.isSuggested}
                  onChange={(_, { checked }) => setChosen({ ...chosen, [list.recordType]: checked === true })}
                />
                <div className={styles.about}>
                  {list.purpose}
                  {list.kpis.length > 0 &&
                    ` ${t('lists.readBy', { kpis: format.list(list.kpis.length > 4 ? [...list.kpis.slice(0, 3), t('missing.more', { count: list.kpis.length - 3 })] : list.kpis) })}`}
                  {list.state !== 'absent' && ` ${t(`lists.state.${list.state}`)}`}
                </div>
              </li>
            ))}
          </ul>
          <Switch label={t('lists.sampleRows')} checked={sampleRows} onChange={(_, { checked }) => setSampleRows(checked)} />
          <div className={styles.actions}>
            <Button
              appearance="primary"
              icon={isRunning || make.isPending ? <Spinner size="tiny" /> : undefined}
              disabledFocusable={isRunning || make.isPending || wanted.length === 0}
              onClick={go}
            >
              {isRunning ? t('lists.making') : wanted.length === 0 ? t('lists.makeNone') : t('lists.makeCount', { count: wanted.length })}
            </Button>
          </div>
          <ProblemText error={make.error} />
        </section>
      )}
      {there.length > 0 && (
        <section aria-label={t('lists.there')}>
          <h3 className={styles.title}>{t('lists.there')}</h3>
          <ul className={form.list}>
            {there.map((list) => (
              <There key={list.recordType} list={list} />
            ))}
          </ul>
        </section>
      )}
      <SampleRows account={account} count={samples} />
    </>
  );
}

function There({ list }: { list: List }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <li className={styles.item}>
      <div className={styles.there}>
        {list.webUrl ? <SourceLink href={list.webUrl}>{list.name}</SourceLink> : list.label}
        <StateMark tone="good" text={t(`lists.state.${list.state}`)} />
      </div>
    </li>
  );
}

const tones: Record<ListMaking['lists'][number]['state'], Tone> = { waiting: 'none', creating: 'waiting', done: 'good', failed: 'bad' };

/** How far the making is, list by list, said as it goes on. */
function Progress({ making }: { making: ListMaking }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const done = making.lists.filter(({ state }) => state === 'done').length;
  return (
    <section aria-label={t('lists.progress')}>
      <div role="status">
        <Note tone={making.state === 'running' ? 'info' : making.state === 'done' ? 'good' : 'bad'}>
          {t(`lists.run.${making.state}`, { done, of: making.lists.length })}
        </Note>
      </div>
      <ul className={form.list}>
        {making.lists.map(({ recordType, name, state, outcome, webUrl, problem, sampleRows }) => (
          <li key={recordType} className={styles.item}>
            <div className={styles.there}>
              {webUrl ? <SourceLink href={webUrl}>{name}</SourceLink> : name}
              <StateMark tone={tones[state]} text={t(state === 'done' && outcome ? `lists.outcome.${outcome}` : `lists.step.${state}`)} />
              {sampleRows > 0 && t('lists.withSamples', { count: sampleRows })}
            </div>
            {problem && <div>{problem.text}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SampleRows({ account, count }: { account: string; count: number }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const remove = useRemoveSampleRows(account);
  // What was removed is said when nothing is left to remove, too.
  if (count === 0 && !remove.data) return null;
  return (
    <section aria-label={t('lists.samples')}>
      <h3 className={styles.title}>{t('lists.samples')}</h3>
      {count > 0 && (
        <>
          <p className={form.text}>{t('lists.samplesText', { count })}</p>
          <Button disabledFocusable={remove.isPending} onClick={() => remove.mutate()}>
            {remove.isPending ? t('lists.removing') : t('lists.removeSamples')}
          </Button>
        </>
      )}
      <div role="status">
        {remove.data && t('lists.removed', { count: remove.data.removed })}
        {remove.data && remove.data.kept > 0 && ` ${t('lists.kept', { count: remove.data.kept })}`}
      </div>
      <ProblemText error={remove.error} />
    </section>
  );
}
