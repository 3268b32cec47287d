import { makeStyles, tokens } from '@fluentui/react-components';
import type { LeftOut } from '../../../src/server/contract.ts';
import { useLeftOut } from '../../api/queries.ts';
import { changed, pageNumberOf } from '../../api/question.ts';
import { Choices } from '../../components/Choices.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Pager } from '../../components/Pager.tsx';
import { QuarantineNote } from '../../components/QuarantineNote.tsx';
import { keyOfRecord, RecordName } from '../../components/RecordName.tsx';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import type { ViewProps } from './views.ts';

const useStyles = makeStyles({
  choices: { marginBlockEnd: tokens.spacingVerticalM },
  quiet: { margin: `${tokens.spacingVerticalM} 0 0`, fontSize: tokens.fontSizeBase200 },
});

/** What is not in the number, and why: all of it, or what one reason leaves out. */
export function LeftOutView({ account, kpi, question, address }: ViewProps) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const reason = address.get('reason') ?? undefined;
  const leftOut = useLeftOut(account, kpi.id, question, reason, pageNumberOf(address));
  return (
    <Loaded query={leftOut} rows={8}>
      {(data) => (
        <>
          {data.reasons.length > 1 && (
            <Choices
              label={t('leftOut.reasons')}
              className={styles.choices}
              choices={[
                { key: '', to: changed(address, { reason: null }), text: t('leftOut.all'), isChosen: reason === undefined },
                ...data.reasons.map(({ key, text, records }) => ({
                  key,
                  to: changed(address, { reason: key }),
                  text: `${text} · ${format.count(records)}`,
                  isChosen: reason === key,
                })),
              ]}
            />
          )}
          {data.total === 0 ? (
            <p>{t('leftOut.none')}</p>
          ) : (
            <>
              <DataTable<LeftOut['records'][number]>
                columns={[
                  { key: 'record', head: t('records.record'), cell: (record) => <RecordName record={record} /> },
                  { key: 'reason', head: t('leftOut.reason'), cell: ({ reason }) => reason.text },
                  { key: 'owner', head: t('slice.owner'), from: 'wide', cell: ({ ownerName }) => ownerName ?? '–' },
                ]}
                rows={data.records}
                keyOf={keyOfRecord}
              />
              <Pager address={address} of={data} shown={data.records.length} />
            </>
          )}
          <p className={styles.quiet}>
            <QuarantineNote account={account} quarantined={kpi.quarantined} />
          </p>
        </>
      )}
    </Loaded>
  );
}
