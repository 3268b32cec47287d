import { Button, makeStyles, tokens } from '@fluentui/react-components';
import type { Setup } from '../../../src/server/contract.ts';
import { useRole, useSources } from '../../api/queries.ts';
import { useChangeSetup, useSetup } from '../../api/setup.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { ProblemText } from '../forms/ProblemText.tsx';
import { useForm } from '../forms/useForm.ts';
import { Panel } from '../Panel.tsx';
import { RouterLink } from '../RouterLink.tsx';
import { SourceLink } from '../SourceLink.tsx';
import { addressOf } from './addressOf.ts';

type Wait = Setup['missing']['waits'][number];

const useStyles = makeStyles({
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalXS,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':last-child': { borderBottomStyle: 'none' },
  },
  text: { flex: '1 1 360px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  ways: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});
const shownAtOnce = 4;

/**
 * What the KPIs still wait for, and for each the next step, until nothing is missing. `step`: only what that step ends;
 * on the scorecard, the most important of all.
 */
export function MissingPanel({ account, step }: { account: string; step?: string }) {
  const form = useForm();
  const { t } = useWords();
  const isManager = useRole(account) === 'manager';
  const setup = useSetup(account);
  const change = useChangeSetup(account);
  if (!setup.data) return null;
  const { missing, isComplete } = setup.data;
  const open = missing.waits.filter((wait) => !wait.isDismissed && (step === undefined || wait.step === step));
  if (open.length === 0 || (step === undefined && (isComplete || missing.text === null))) return null;
  const titles = new Map(missing.kpis.map(({ id, title }) => [id, title]));
  // Without it a number is missing; what would only say more waits for the page where it is set up.
  const first = step === undefined ? [...open.filter(({ isNeeded }) => isNeeded), ...open.filter(({ isNeeded }) => !isNeeded)] : open;
  const shown = first.slice(0, shownAtOnce);
  // On the scorecard the rest is a link away.
  const rest = step === undefined ? [] : first.slice(shownAtOnce);
  const item = (wait: Wait) => (
    <Missing
      key={wait.key}
      account={account}
      wait={wait}
      titles={titles}
      isManager={isManager}
      dismiss={isManager && step !== undefined ? () => change.isPending || change.mutate({ dismiss: [wait.key] }) : null}
    />
  );
  return (
    <Panel
      title={t('missing.title')}
      aside={
        step === undefined && isManager && <RouterLink to={`/a/${account}/setup`}>{t('missing.all', { count: open.length })}</RouterLink>
      }
    >
      {step === undefined && missing.text && <p className={form.text}>{missing.text}</p>}
      <ul className={form.list}>{shown.map(item)}</ul>
      {rest.length > 0 && (
        <details>
          <summary>{t('missing.others', { count: rest.length })}</summary>
          <ul className={form.list}>{rest.map(item)}</ul>
        </details>
      )}
      <ProblemText error={change.error} />
    </Panel>
  );
}

/** Whether it is for the account to say that it does not keep such a thing: what is being read, or fails, is not. */
const isOfOurs = ({ kind }: Wait): boolean => kind !== 'notReadYet' && kind !== 'sourceFails' && kind !== 'notUnderstood';

/** The next step: a page of ours, or the list itself where something is to be written into it. */
function Way({ account, wait }: { account: string; wait: Wait }) {
  const isInList = wait.kind === 'noRows' || wait.kind === 'fieldEmpty' || wait.kind === 'noRate';
  const sources = useSources(account);
  const type = wait.kind === 'noRate' ? 'rate' : wait.recordType;
  const found = sources.data?.sources.find(({ id, recordTypes }) => id === wait.source || (type !== null && recordTypes.includes(type)));
  const webUrl = isInList ? found?.webUrl : null;
  if (webUrl) return <SourceLink href={webUrl}>{wait.next}</SourceLink>;
  return <RouterLink to={addressOf(account, wait)}>{wait.next}</RouterLink>;
}

function Missing({
  account,
  wait,
  titles,
  isManager,
  dismiss,
}: {
  account: string;
  wait: Wait;
  titles: ReadonlyMap<string, string>;
  isManager: boolean;
  dismiss: (() => void) | null;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const kpis = wait.kpis.map((id) => titles.get(id) ?? id);
  return (
    <li className={styles.item}>
      <div className={styles.text}>
        {wait.text}
        <div className={styles.quiet}>
          {kpis.length > 3
            ? t('missing.kpisMore', { kpis: format.list([...kpis.slice(0, 3), t('missing.more', { count: kpis.length - 3 })]) })
            : format.list(kpis)}
        </div>
      </div>
      <div className={styles.ways}>
        {isManager ? <Way account={account} wait={wait} /> : <span className={styles.quiet}>{t('missing.managers')}</span>}
        {dismiss && isOfOurs(wait) && (
          <Button size="small" appearance="subtle" aria-label={t('missing.dismissOf', { text: wait.text })} onClick={dismiss}>
            {t('missing.dismiss')}
          </Button>
        )}
      </div>
    </li>
  );
}
