import type { Me, Unmatched } from '../../../src/server/contract.ts';
import { useUnmatched } from '../../api/connecting.ts';
import { pageNumberOf } from '../../api/question.ts';
import { PagedTable } from '../../components/DataTable.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useTable } from '../../components/useTable.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { LinkAnswers } from './LinkAnswers.tsx';
import { LinkChoice } from './LinkChoice.tsx';

/** What cells say of other records where there is no such record, or several of that name: a manager says once which is meant. */
export function UnmatchedPanel({
  account,
  role,
  address,
}: {
  account: string;
  role: Me['accounts'][number]['role'];
  address: URLSearchParams;
}) {
  const table = useTable();
  const { t } = useWords();
  const format = useFormats();
  const unmatched = useUnmatched(account, pageNumberOf(address), role !== 'reader');
  if (role === 'reader') return null;
  const isManager = role === 'manager';
  return (
    <>
      <Panel title={t('sources.unmatched')}>
        <PagedTable
          query={unmatched}
          rowsOf={(answer) => answer.unmatched}
          none={t('sources.noUnmatched')}
          address={address}
          keyOf={({ source, recordType, field, key }) => `${source} ${recordType} ${field} ${key}`}
          columns={[
            {
              key: 'key',
              head: t('sources.says'),
              cell: ({ key, sourceName }) => (
                <>
                  {key}
                  <div className={table.quiet}>{sourceName}</div>
                </>
              ),
            },
            { key: 'field', head: t('mapping.field'), cell: ({ recordType, label }) => `${t(`record.${recordType}`)} · ${label}` },
            { key: 'refers', head: t('sources.lookedFor'), from: 'wide', cell: ({ refersTo }) => t(`record.${refersTo}`) },
            { key: 'records', head: t('detail.records'), look: 'number', cell: ({ records }) => format.count(records) },
            ...(isManager
              ? [
                  {
                    key: 'means',
                    head: t('links.means'),
                    cell: (one: Unmatched['unmatched'][number]) => <LinkChoice account={account} unmatched={one} />,
                  },
                ]
              : []),
          ]}
        />
      </Panel>
      {isManager && <LinkAnswers account={account} />}
    </>
  );
}
