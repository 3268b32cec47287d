import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import type { Me, Quarantine, Sources } from '../../../src/server/contract.ts';
import { useQuarantine } from '../../api/queries.ts';
import { changed, pageNumberOf } from '../../api/question.ts';
import { Choices } from '../../components/Choices.tsx';
import { type Column, PagedTable } from '../../components/DataTable.tsx';
import { Panel } from '../../components/Panel.tsx';
import { SourceLink } from '../../components/SourceLink.tsx';
import { useTable } from '../../components/useTable.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

const useStyles = makeStyles({
  choices: { marginBlockEnd: tokens.spacingVerticalM },
  reasons: { listStyleType: 'none', margin: 0, padding: 0 },
  text: { margin: 0 },
  anchor: { scrollMarginTop: tokens.spacingVerticalL },
});

/** The rows that were kept aside, with the column, the value and what was expected; narrowed by source in the address. */
export function QuarantinePanel({
  account,
  sources,
  role,
  address,
}: {
  account: string;
  sources: Sources['sources'];
  role: Me['accounts'][number]['role'] | undefined;
  address: URLSearchParams;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const format = useFormats();
  const { hash } = useLocation();
  const anchor = useRef<HTMLDivElement>(null);
  const source = address.get('source') ?? undefined;
  const recordType = address.get('type') ?? undefined;
  const isReader = role === 'reader';
  const quarantine = useQuarantine(account, { source, recordType }, pageNumberOf(address), role !== undefined && !isReader);
  const hasArrived = isReader || quarantine.data !== undefined;
  // The part of the page that a link means is drawn after the page: the browser could not find it.
  useEffect(() => {
    if (hash === '#quarantine' && hasArrived) anchor.current?.scrollIntoView();
  }, [hash, hasArrived]);
  const columns = useColumns(new Map(sources.map(({ id, name }) => [id, name])));
  const withRows = sources.filter(({ quarantined }) => quarantined > 0);
  const all = withRows.reduce((sum, one) => sum + one.quarantined, 0);
  return (
    <div id="quarantine" ref={anchor} className={styles.anchor}>
      <Panel title={t('sources.quarantine')}>
        {isReader ? (
          <p className={styles.text}>{t('sources.forMembers', { count: all })}</p>
        ) : all === 0 ? (
          <p className={styles.text}>{t('sources.noQuarantine')}</p>
        ) : (
          <>
            <Choices
              label={t('sources.bySource')}
              className={styles.choices}
              choices={[
                {
                  key: '',
                  to: changed(address, { source: null, type: null }),
                  text: t('sources.allSources', { count: all }),
                  isChosen: source === undefined && recordType === undefined,
                },
                ...(recordType === undefined
                  ? []
                  : [
                      {
                        key: 'type',
                        to: changed(address, {}),
                        text: t(`record.${recordType}`, { defaultValue: recordType }),
                        isChosen: true,
                      },
                    ]),
                ...withRows.map(({ id, name, quarantined }) => ({
                  key: id,
                  to: changed(address, { source: id, type: null }),
                  text: `${name} · ${format.count(quarantined)}`,
                  isChosen: source === id,
                })),
              ]}
            />
            <PagedTable
              query={quarantine}
              rowsOf={({ rows }) => rows}
              none={t('sources.noQuarantine')}
              address={address}
              columns={columns}
              keyOf={(row) => `${row.source} ${row.rowId} ${row.recordType}`}
            />
          </>
        )}
      </Panel>
    </div>
  );
}

function useColumns(names: ReadonlyMap<string, string>): Column<Quarantine['rows'][number]>[] {
  const styles = useStyles();
  const table = useTable();
  const { t } = useWords();
  const format = useFormats();
  return [
    {
      key: 'row',
      head: t('sources.row'),
      cell: ({ recordId, rowId, sourceUrl, source }) => (
        <>
          {sourceUrl ? <SourceLink href={sourceUrl}>{recordId ?? rowId}</SourceLink> : (recordId ?? rowId)}
          <div className={table.quiet}>{names.get(source) ?? source}</div>
        </>
      ),
    },
    {
      key: 'why',
      head: t('sources.why'),
      cell: ({ reasons, withheld }) => (
        <ul className={styles.reasons}>
          {reasons.map((reason) => (
            <li key={`${reason.column} ${reason.field} ${reason.expected}`}>
              {t('sources.expected', {
                column: reason.column ?? reason.field ?? '',
                value: withheld ? t('sources.withheld') : valueText(reason.value),
                expected: reason.expected,
              })}
            </li>
          ))}
        </ul>
      ),
    },
    { key: 'since', head: t('sources.since'), look: 'quiet', from: 'wide', cell: ({ quarantinedAt }) => format.instant(quarantinedAt) },
  ];
}

const valueText = (value: unknown): string => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? ''));
