import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import type { Me, Quarantine, Sources } from '../../../src/server/contract.ts';
import { useQuarantine } from '../../api/queries.ts';
import { changed, pageNumberOf } from '../../api/question.ts';
import { Choices } from '../../components/Choices.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Pager } from '../../components/Pager.tsx';
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
            <Loaded query={quarantine}>
              {(data) =>
                data.total === 0 ? (
                  <p className={styles.text}>{t('sources.noQuarantine')}</p>
                ) : (
                  <>
                    <Rows rows={data.rows} names={new Map(sources.map(({ id, name }) => [id, name]))} />
                    <Pager address={address} of={data} shown={data.rows.length} />
                  </>
                )
              }
            </Loaded>
          </>
        )}
      </Panel>
    </div>
  );
}

function Rows({ rows, names }: { rows: Quarantine['rows']; names: ReadonlyMap<string, string> }) {
  const styles = useStyles();
  const table = useTable();
  const { t } = useWords();
  const format = useFormats();
  const head = mergeClasses(table.cell, table.head);
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col" className={head}>
            {t('sources.row')}
          </th>
          <th scope="col" className={head}>
            {t('sources.why')}
          </th>
          <th scope="col" className={mergeClasses(head, table.wide)}>
            {t('sources.since')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const name = row.recordId ?? row.rowId;
          return (
            <tr key={`${row.source} ${row.rowId} ${row.recordType}`}>
              <th scope="row" className={mergeClasses(table.cell, table.name)}>
                {row.sourceUrl ? <SourceLink href={row.sourceUrl}>{name}</SourceLink> : name}
                <div className={table.quiet}>{names.get(row.source) ?? row.source}</div>
              </th>
              <td className={table.cell}>
                <ul className={styles.reasons}>
                  {row.reasons.map((reason) => (
                    <li key={`${reason.column} ${reason.field} ${reason.expected}`}>
                      {t('sources.expected', {
                        column: reason.column ?? reason.field ?? '',
                        value: row.withheld ? t('sources.withheld') : valueText(reason.value),
                        expected: reason.expected,
                      })}
                    </li>
                  ))}
                </ul>
              </td>
              <td className={mergeClasses(table.cell, table.wide, table.quiet)}>{format.instant(row.quarantinedAt)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const valueText = (value: unknown): string => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? ''));
