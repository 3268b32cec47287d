import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import type { ConnectedSource, MappedEntry, MappingPreview, RecordType } from '../../../src/server/contract.ts';
import { type Origin, useFieldsOf, useMappingPreview } from '../../api/connecting.ts';
import { useAddress } from '../../api/useAddress.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { ProblemText } from '../forms/ProblemText.tsx';
import { SelectField } from '../forms/SelectField.tsx';
import { useForm } from '../forms/useForm.ts';
import { Loaded } from '../Loaded.tsx';
import { Note } from '../Note.tsx';
import { entryOf, type FieldMapping, openQuestions, type Where } from './draft.ts';
import { FieldTable } from './FieldTable.tsx';
import { Questions } from './Questions.tsx';
import { RowsPreview } from './RowsPreview.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL, minWidth: 0 },
  title: {
    margin: `0 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  type: { maxWidth: '360px' },
});
/** Beside these, what a record type cannot do without is asked by the server's own questions. */
// The contract's own list would bring its library into the page; a type that is missing here does not compile.
const isMappable: Readonly<Record<Exclude<RecordType, 'account'>, true>> = {
  organization: true,
  agreement: true,
  opportunity: true,
  revenue: true,
  target: true,
  rate: true,
  partner: true,
  contact: true,
  meeting: true,
  score: true,
  survey: true,
  condition: true,
  planItem: true,
  review: true,
  deployment: true,
  commitment: true,
  member: true,
};
const mappable = Object.keys(isMappable) as readonly RecordType[];

/**
 * How a list, a sheet or a file is read: what it holds, which column is which field, and its rows as they will be
 * understood. Proposed by the server, asked where it is not sure, confirmed by a manager.
 */
export function MappingPanel({
  account,
  origin,
  stored,
  confirming,
  confirm,
  confirmText,
}: {
  account: string;
  origin: Origin;
  /** The entry that holds now; null: the source is new. */
  stored: MappedEntry | null;
  confirming: { isPending: boolean; error: Error | null; data: ConnectedSource | undefined };
  confirm(entry: MappedEntry): void;
  confirmText: string;
}) {
  const { address } = useAddress();
  const asked = (address.get('type') ?? stored?.recordType) as RecordType | undefined;
  const proposed = useMappingPreview(account, origin, asked ? { recordType: asked } : {});
  const sameType = stored && (asked === undefined || asked === stored.recordType) ? stored : null;
  return (
    <Loaded query={proposed} rows={10}>
      {(data) => (
        <Understood
          key={`${JSON.stringify(origin)} ${asked ?? ''}`}
          account={account}
          origin={origin}
          preview={data}
          asked={asked}
          stored={sameType}
          confirming={confirming}
          confirm={confirm}
          confirmText={confirmText}
        />
      )}
    </Loaded>
  );
}

function Understood({
  account,
  origin,
  preview,
  asked,
  stored,
  confirming,
  confirm,
  confirmText,
}: Omit<Parameters<typeof MappingPanel>[0], 'stored'> & {
  preview: MappingPreview;
  asked: RecordType | undefined;
  stored: MappedEntry | null;
}) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const format = useFormats();
  const { change } = useAddress();
  const { proposal } = preview;
  const type = asked ?? proposal?.recordType;
  const model = useFieldsOf(account, type);
  const [chosen, setChosen] = useState<ReadonlyMap<string, FieldMapping | null>>(new Map());
  const [where, setWhere] = useState<Where | null | undefined>(stored ? (stored.where ?? null) : undefined);
  const open = openQuestions(stored, proposal, new Set([...chosen.keys(), ...(where === undefined ? [] : ['where'])]));
  const isWaiting = open.some(({ isNeeded }) => isNeeded);
  const fields = ['id', ...(model.data?.fields.map(({ name }) => name).filter((name) => name !== 'id') ?? [])];
  const entry = type && model.data ? entryOf(type, fields, stored, proposal, chosen, where ?? null) : null;
  const rows = useMappingPreview(account, origin, entry ?? {}, entry !== null && !isWaiting && 'id' in entry.fields);
  const choose = (field: string, mapping: FieldMapping | null) => setChosen(new Map(chosen).set(field, mapping));
  const typeOptions = mappable.map((value) => ({ value, text: t(`record.${value}`) }));
  return (
    <div className={styles.root}>
      <Part title={t('mapping.holds')}>
        {proposal === null && !asked && <Note tone="waiting">{t('mapping.noProposal')}</Note>}
        <SelectField
          className={styles.type}
          label={t('mapping.type')}
          hint={
            proposal && proposal.recordType === type
              ? `${t('mapping.confidence', { percent: format.percent(proposal.confidence) })} ${proposal.reason}`
              : undefined
          }
          value={type ?? ''}
          options={type ? typeOptions : [{ value: '', text: t('mapping.pleaseChoose') }, ...typeOptions]}
          choose={(value) => change({ type: value || null })}
        />
        {preview.parts && preview.parts.length > 1 && (
          <SelectField
            className={styles.type}
            label={t('mapping.part')}
            value={partKey(origin) || `${preview.parts[0]?.kind} ${preview.parts[0]?.name}`}
            options={preview.parts.map(({ kind, name }) => ({ value: `${kind} ${name}`, text: t(`mapping.${kind}`, { name }) }))}
            choose={(value) => {
              const [kind = '', ...name] = value.split(' ');
              change({ table: null, sheet: null, type: null, [kind]: name.join(' ') });
            }}
          />
        )}
      </Part>
      {type && proposal && (
        <>
          {!stored && proposal.questions.length > 0 && (
            <Part title={t('mapping.questions')}>
              <Questions questions={proposal.questions} chosen={chosen} where={where} choose={choose} chooseWhere={setWhere} />
            </Part>
          )}
          <Part title={t('mapping.fields')}>
            <Loaded query={model} rows={6}>
              {(records) => (
                <FieldTable
                  fields={records.fields}
                  columns={preview.columns}
                  proposal={proposal}
                  stored={stored}
                  chosen={chosen}
                  choose={choose}
                />
              )}
            </Loaded>
            {proposal.unused.length > 0 && <p className={form.quiet}>{t('mapping.unused', { columns: format.list(proposal.unused) })}</p>}
          </Part>
          <Part title={t('mapping.preview')}>
            {isWaiting ? (
              <Note tone="waiting">{t('mapping.answerFirst')}</Note>
            ) : (
              <Loaded query={rows}>{(data) => <RowsPreview preview={data} fields={model.data?.fields ?? []} />}</Loaded>
            )}
          </Part>
          <div>
            <Button
              appearance="primary"
              aria-disabled={confirming.isPending || isWaiting || entry === null || rows.isError}
              onClick={() => !confirming.isPending && !isWaiting && entry && !rows.isError && confirm(entry)}
            >
              {confirming.isPending ? t('form.saving') : confirmText}
            </Button>
            <ProblemText error={confirming.error} />
          </div>
        </>
      )}
    </div>
  );
}

const partKey = (origin: Origin): string =>
  'workbook' in origin ? (origin.table ? `table ${origin.table}` : origin.sheet ? `sheet ${origin.sheet}` : '') : '';

function Part({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}
