import { makeStyles, tokens } from '@fluentui/react-components';
import { type Origin, searchOfOrigin, useAvailable } from '../../api/connecting.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useForm } from '../forms/useForm.ts';
import { Loaded } from '../Loaded.tsx';
import { RouterLink } from '../RouterLink.tsx';
import { SourceLink } from '../SourceLink.tsx';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalL,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Lists, workbooks and files of the account's site that are not connected yet: each is a link to where it is mapped. */
export function AvailableSources({ account, to }: { account: string; to(search: string): string }) {
  const styles = useStyles();
  const form = useForm();
  const { t } = useWords();
  const format = useFormats();
  const available = useAvailable(account);
  return (
    <Loaded query={available}>
      {({ lists, files, hasMore }) => {
        const rows = [
          ...lists.map((one) => ({ ...one, origin: { list: one.name } as Origin })),
          ...files.map((one) => ({ ...one, origin: (one.kind === 'workbook' ? { workbook: one.name } : { file: one.name }) as Origin })),
        ];
        if (rows.length === 0) return <p style={{ margin: 0 }}>{t('connect.nothing')}</p>;
        return (
          <>
            <ul className={form.list}>
              {rows.map(({ kind, name, webUrl, modifiedAt, origin }) => (
                <li key={`${kind} ${name}`} className={styles.row}>
                  <span>
                    <RouterLink to={to(searchOfOrigin(origin))}>{name}</RouterLink>{' '}
                    <span className={styles.quiet}>{t(`connect.kind.${kind}`)}</span>
                  </span>
                  <span className={styles.quiet}>
                    {modifiedAt && t('connect.modified', { time: format.instant(modifiedAt) })}{' '}
                    {webUrl && (
                      <SourceLink inText href={webUrl}>
                        {t('sources.open')}
                      </SourceLink>
                    )}
                  </span>
                </li>
              ))}
            </ul>
            {hasMore && <p className={form.quiet}>{t('connect.hasMore')}</p>}
          </>
        );
      }}
    </Loaded>
  );
}
