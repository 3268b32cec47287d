import { makeStyles, tokens } from '@fluentui/react-components';
import { useParams } from 'react-router';
import type { Edit } from '../../../src/server/contract.ts';
import { useEdits } from '../../api/edits.ts';
import { useRole } from '../../api/queries.ts';
import { changed, pageNumberOf } from '../../api/question.ts';
import { useAddress } from '../../api/useAddress.ts';
import { Choices } from '../../components/Choices.tsx';
import { type Column, PagedTable } from '../../components/DataTable.tsx';
import { Page } from '../../components/Page.tsx';
import { Panel } from '../../components/Panel.tsx';
import { StateMark, type Tone } from '../../components/StateMark.tsx';
import { useCellText } from '../../components/useCellText.ts';
import { useTable } from '../../components/useTable.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { Conflict } from './Conflict.tsx';
import { EditActions } from './EditActions.tsx';

const useStyles = makeStyles({
  choices: { marginBlockEnd: tokens.spacingVerticalM },
  change: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  fields: { listStyleType: 'none', margin: 0, padding: 0, overflowWrap: 'anywhere' },
});

const tones: Record<Edit['state'], Tone> = {
  waiting: 'waiting',
  asking: 'bad',
  conflict: 'bad',
  refused: 'bad',
  written: 'good',
  unchanged: 'good',
  undone: 'none',
  withdrawn: 'none',
};

/** What people change from cards and from here, on its way to its list: what waits, what needs somebody, what can be undone. */
export default function EditsPage() {
  const styles = useStyles();
  const { t } = useWords();
  const { slug = '' } = useParams();
  const { address } = useAddress();
  const role = useRole(slug);
  const state = address.get('state') ?? undefined;
  const edits = useEdits(slug, state, pageNumberOf(address));
  const columns = useColumns(slug);
  const choice = (key: string | undefined, text: string) => ({
    key: key ?? '',
    to: changed(address, { state: key ?? null }),
    text,
    isChosen: state === key,
  });
  return (
    <Page title={t('edits.title')} text={t(role === 'manager' ? 'edits.textAll' : 'edits.text')}>
      <Panel title={t('edits.list')}>
        <Choices
          label={t('edits.byState')}
          className={styles.choices}
          choices={[choice(undefined, t('edits.all')), choice('open', t('edits.open')), choice('written', t('edits.states.written'))]}
        />
        <PagedTable
          query={edits}
          rowsOf={(answer) => answer.edits}
          none={t(state === undefined ? 'edits.none' : 'edits.noneOfState')}
          address={address}
          columns={columns}
          keyOf={({ id }) => id}
        />
      </Panel>
    </Page>
  );
}

function useColumns(account: string): Column<Edit>[] {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const table = useTable();
  const text = useCellText();
  const cell = (value: unknown) => (typeof value === 'boolean' ? t(value ? 'edits.yes' : 'edits.no') : text(value));
  return [
    {
      key: 'record',
      head: t('edits.record'),
      cell: ({ title, recordId, recordType, askedAt, isMine, by }) => (
        <>
          {title ?? recordId}
          <div className={table.quiet}>{t(`record.${recordType}`, { defaultValue: recordType })}</div>
          <div className={table.quiet}>{[format.instant(askedAt), isMine ? t('edits.byMe') : by].filter(Boolean).join(' · ')}</div>
        </>
      ),
    },
    {
      key: 'change',
      head: t('edits.change'),
      cell: (edit) => (
        <div className={styles.change}>
          {edit.fields.length > 0 && (
            <ul className={styles.fields}>
              {edit.fields.map(({ field, label, before, after }) => (
                <li key={field}>
                  {label}: {cell(before)} → {cell(after)}
                </li>
              ))}
            </ul>
          )}
          <div>
            <StateMark tone={tones[edit.state]} text={t(`edits.states.${edit.state}`)} />
            {edit.retryAt && <div className={table.quiet}>{t('edits.notBefore', { time: format.instant(edit.retryAt) })}</div>}
            {edit.problem && <div className={table.quiet}>{edit.problem.text}</div>}
          </div>
          {edit.problem?.conflict && <Conflict conflict={edit.problem.conflict} cell={cell} />}
          <EditActions account={account} edit={edit} />
        </div>
      ),
    },
  ];
}
