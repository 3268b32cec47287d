import { makeStyles, tokens } from '@fluentui/react-components';
import type { HeldData as Held } from '../../../src/server/contract.ts';
import { useHeldData } from '../../api/me.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useForm } from '../../components/forms/useForm.ts';
import { Loaded } from '../../components/Loaded.tsx';
import { SourceLink } from '../../components/SourceLink.tsx';
import { useTable } from '../../components/useTable.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  title: {
    margin: `0 0 ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  part: { marginBlockStart: tokens.spacingVerticalL },
});

/** Everything that the account holds about the person who looks: what, why and how long; the records that name them, and notes. */
export function HeldData({ account }: { account: string }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const held = useHeldData(account, 'me');
  return (
    <section aria-label={t('me.held')}>
      <h3 className={styles.title}>{t('me.held')}</h3>
      <p className={form.text}>{t('me.heldText')}</p>
      <Loaded query={held} rows={6}>
        {(data) => (data.held.length === 0 ? <p style={{ margin: 0 }}>{t('me.none')}</p> : <Shown data={data} />)}
      </Loaded>
    </section>
  );
}

function Shown({ data }: { data: Held }) {
  const styles = useStyles();
  const form = useForm();
  const table = useTable();
  const { t } = useWords();
  const format = useFormats();
  const { person, sameName, held, records, notes, recipients } = data;
  return (
    <>
      <p className={form.text}>{[person.name, person.address, person.title].filter(Boolean).join(' · ')}</p>
      <DataTable
        rows={held}
        keyOf={({ where, what }) => `${where} ${what}`}
        columns={[
          { key: 'what', head: t('me.what'), cell: ({ what }) => what },
          {
            key: 'why',
            head: t('me.why'),
            cell: ({ why, kept }) => (
              <>
                {why}
                <div className={table.quiet}>{kept}</div>
              </>
            ),
          },
          { key: 'rows', head: t('me.rows'), look: 'number', cell: ({ rows }) => format.count(rows) },
        ]}
      />
      {records.length > 0 && (
        <details className={styles.part}>
          <summary>{t('me.records', { count: records.length })}</summary>
          <ul className={form.list}>
            {records.map(({ recordType, id, sourceUrl }) => (
              <li key={`${recordType} ${id}`}>
                {t(`record.${recordType}`)}:{' '}
                {sourceUrl ? (
                  <SourceLink inText href={sourceUrl}>
                    {id}
                  </SourceLink>
                ) : (
                  id
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      {notes.length > 0 && (
        <details className={styles.part}>
          <summary>{t('me.notes', { count: notes.length })}</summary>
          <ul>
            {[...new Set(notes)].map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
      <p className={form.quiet}>
        {recipients} {sameName > 0 && t('me.sameName', { count: sameName })}
      </p>
    </>
  );
}
