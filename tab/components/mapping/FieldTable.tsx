import { makeStyles, Select } from '@fluentui/react-components';
import type { MappedEntry, MappingPreview, Records } from '../../../src/server/contract.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { DataTable } from '../DataTable.tsx';
import { useTable } from '../useTable.ts';
import { type FieldMapping, keyOf, usualMapping, waysOf, wholeMapping } from './draft.ts';
import { useWayText } from './useWayText.ts';

const useStyles = makeStyles({
  select: { minWidth: 0, width: '100%', '& > select': { width: '100%', minWidth: 0 } },
});

/** Every field of the record type: from which column it is read, how sure that is and why, and what stands in that column. */
export function FieldTable({
  fields,
  columns,
  proposal,
  stored,
  chosen,
  choose,
}: {
  fields: Records['fields'];
  columns: MappingPreview['columns'];
  proposal: NonNullable<MappingPreview['proposal']>;
  stored: MappedEntry | null;
  chosen: ReadonlyMap<string, FieldMapping | null>;
  choose(field: string, mapping: FieldMapping | null): void;
}) {
  const styles = useStyles();
  const table = useTable();
  const { t } = useWords();
  const format = useFormats();
  const wayText = useWayText(columns);
  const rows = [{ name: 'id', label: t('mapping.id') }, ...fields.filter(({ name }) => name !== 'id')].map(({ name, label }) => {
    const mapping = chosen.has(name) ? (chosen.get(name) ?? null) : usualMapping(name, stored, proposal);
    const proposed = proposal.fields.find((one) => one.field === name && keyOf(one.mapping) === keyOf(mapping));
    const column = columns.find((one) => one.name === mapping?.column || one.displayName === mapping?.column);
    return { name, label, mapping, proposed, examples: column?.examples ?? [] };
  });
  // What is read comes first; what could be read too stands below it.
  const ordered = [...rows.filter(({ mapping }) => mapping !== null), ...rows.filter(({ mapping }) => mapping === null)];
  const isAsked = (name: string) => !stored && !chosen.has(name) && proposal.questions.some(({ field }) => field === name);
  const storedOf = (name: string) => (stored?.fields[name] === undefined ? undefined : wholeMapping(stored.fields[name]));
  return (
    <DataTable
      rows={ordered}
      keyOf={({ name }) => name}
      columns={[
        { key: 'field', head: t('mapping.field'), cell: ({ label }) => label },
        {
          key: 'from',
          head: t('mapping.from'),
          width: '30%',
          cell: ({ name, label, mapping }) => (
            <Select
              size="small"
              className={styles.select}
              aria-label={t('mapping.fromOf', { field: label })}
              value={isAsked(name) ? '' : keyOf(mapping)}
              onChange={(_, { value }) => {
                const way = waysOf(name, storedOf(name), proposal, columns).find(({ key }) => key === value);
                choose(name, way?.mapping ?? null);
              }}
            >
              {isAsked(name) && <option value="">{t('mapping.asked')}</option>}
              {waysOf(name, storedOf(name), proposal, columns).map((way) => (
                <option key={way.key} value={way.key}>
                  {wayText(way.mapping)}
                </option>
              ))}
            </Select>
          ),
        },
        {
          key: 'why',
          head: t('mapping.why'),
          from: 'wide',
          look: 'quiet',
          cell: ({ proposed, mapping }) =>
            proposed ? `${format.percent(proposed.confidence)} · ${proposed.reason}` : mapping ? t('mapping.chosen') : '–',
        },
        {
          key: 'examples',
          head: t('mapping.examples'),
          from: 'wide',
          look: 'quiet',
          cell: ({ examples }) => <span className={table.quiet}>{examples.join(' · ') || '–'}</span>,
        },
      ]}
    />
  );
}
