import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { MappingPreview, Records } from '../../../src/server/contract.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useForm } from '../forms/useForm.ts';
import { Note } from '../Note.tsx';
import { useCellText } from '../useCellText.ts';
import { useTable } from '../useTable.ts';

type Rows = NonNullable<MappingPreview['preview']>;

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  // A record may have twenty fields: the table scrolls by itself, never the page.
  scroll: { overflowX: 'auto', ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  // A value stands on one line: what is longer is cut, and told whole to the pointer.
  cell: { whiteSpace: 'nowrap', maxWidth: '240px', overflow: 'hidden', textOverflow: 'ellipsis' },
  head: { whiteSpace: 'nowrap' },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

/** The first rows as they will be understood, and those that would be kept aside, with what is wrong with them. */
export function RowsPreview({ preview: { preview }, fields }: { preview: MappingPreview; fields: Records['fields'] }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const format = useFormats();
  if (!preview) return <Note tone="waiting">{t('mapping.answerFirst')}</Note>;
  const { counted, rows, unmatched } = preview;
  const good = rows.filter((row) => row.fields !== null);
  const bad = rows.filter((row) => row.fields === null);
  return (
    <div className={styles.root}>
      <Note tone={counted.quarantined > 0 ? 'waiting' : counted.understood > 0 ? 'good' : 'waiting'}>
        {t('mapping.counted', {
          rows: format.count(counted.rows),
          understood: format.count(counted.understood),
          quarantined: format.count(counted.quarantined),
        })}
        {counted.ofOthers > 0 && ` ${t('mapping.ofOthers', { count: counted.ofOthers })}`}
      </Note>
      {good.length > 0 && <Understood rows={good} fields={fields} />}
      {bad.length > 0 && (
        <section aria-label={t('mapping.keptAside')}>
          <strong>{t('mapping.keptAside')}</strong>
          <ul className={styles.list}>
            {bad.map(({ rowId, recordId, reasons }) => (
              <li key={rowId}>
                {recordId ?? t('mapping.row', { row: rowId })}:{' '}
                {reasons
                  .map(({ column, field, value, expected }) =>
                    t('sources.expected', { column: column ?? field, value: value ?? '', expected }),
                  )
                  .join('; ')}
              </li>
            ))}
          </ul>
        </section>
      )}
      {unmatched.map(({ field, refersTo, keys, records }) => (
        <p key={field} className={form.quiet}>
          {t('mapping.unmatched', {
            count: records,
            field: fields.find(({ name }) => name === field)?.label ?? field,
            type: t(`record.${refersTo}`),
            keys: format.list(keys.slice(0, 5)),
          })}
        </p>
      ))}
    </div>
  );
}

function Understood({ rows, fields }: { rows: Rows['rows']; fields: Records['fields'] }) {
  const styles = useStyles();
  const table = useTable();
  const { t } = useWords();
  const text = useCellText();
  const shown = fields.filter(({ name }) => rows.some((row) => (row.fields?.[name] ?? null) !== null));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section aria-label={t('mapping.understood')} tabIndex={0} className={styles.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col" className={mergeClasses(table.cell, table.head, styles.head)}>
              {t('mapping.id')}
            </th>
            {shown.map(({ name, label }) => (
              <th key={name} scope="col" className={mergeClasses(table.cell, table.head, styles.head)}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.rowId}>
              <th scope="row" className={mergeClasses(table.cell, styles.cell)}>
                {row.recordId ?? row.rowId}
              </th>
              {shown.map((field) => (
                <td key={field.name} title={text(row.fields?.[field.name], field)} className={mergeClasses(table.cell, styles.cell)}>
                  {text(row.fields?.[field.name], field)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
