import { Button } from '@fluentui/react-components';
import type { Links } from '../../../src/server/contract.ts';
import { useLinks, useTakeBackLink } from '../../api/links.ts';
import { type Column, DataTable } from '../../components/DataTable.tsx';
import { ProblemText } from '../../components/forms/ProblemText.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useTable } from '../../components/useTable.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

type Link = Links['links'][number];

/** What was said of which record a cell means: each can be taken back. */
export function LinkAnswers({ account }: { account: string }) {
  const { t } = useWords();
  const format = useFormats();
  const table = useTable();
  const links = useLinks(account, true);
  const takeBack = useTakeBackLink(account);
  const columns: Column<Link>[] = [
    {
      key: 'said',
      head: t('sources.says'),
      cell: ({ said, refersTo }) => (
        <>
          {said}
          <div className={table.quiet}>{t(`record.${refersTo}`)}</div>
        </>
      ),
    },
    {
      key: 'means',
      head: t('links.means'),
      cell: ({ record }) =>
        record === null ? (
          t('links.none')
        ) : (
          <>
            {record.title ?? record.id}
            {record.isGone && <div className={table.quiet}>{t('links.gone')}</div>}
          </>
        ),
    },
    { key: 'at', head: t('links.answered'), look: 'quiet', from: 'wide', cell: ({ answeredAt }) => format.instant(answeredAt) },
    {
      key: 'do',
      head: t('links.do'),
      cell: ({ said, refersTo }) => (
        <Button
          size="small"
          aria-disabled={takeBack.isPending}
          aria-label={t('links.takeBackOf', { said })}
          onClick={() => takeBack.isPending || takeBack.mutate({ refersTo, said })}
        >
          {t('links.takeBack')}
        </Button>
      ),
    },
  ];
  return (
    <Loaded query={links} rows={2}>
      {(answer) =>
        answer.links.length > 0 && (
          <Panel title={t('links.title')}>
            <DataTable columns={columns} rows={answer.links} keyOf={({ refersTo, said }) => `${refersTo} ${said}`} />
            <ProblemText error={takeBack.error} />
          </Panel>
        )
      }
    </Loaded>
  );
}
