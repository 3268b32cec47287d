import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { Dimension } from '../../src/server/contract.ts';
import { useOrganizations } from '../api/queries.ts';
import { dimensions, type Question } from '../api/question.ts';
import { useWords } from '../i18n/text.ts';
import { useFormats } from '../i18n/useFormats.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  list: { display: 'contents', listStyleType: 'none' },
  item: { minWidth: 0, maxWidth: '100%' },
  tag: { maxWidth: '100%', fontWeight: tokens.fontWeightRegular },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
});

/** The slices in the address, each of which can be taken away. */
export function Slices({
  account,
  question,
  change,
}: {
  account: string;
  question: Question;
  change(changes: Record<string, string | null>): void;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const nameOf = useSliceName(account, question.slice.organization !== undefined);
  const chosen = dimensions.flatMap((dimension) => {
    const value = question.slice[dimension];
    return value === undefined ? [] : [{ dimension, name: `${t(`slice.${dimension}`)}: ${nameOf(dimension, value)}` }];
  });
  if (chosen.length === 0) return null;
  return (
    <div className={styles.root}>
      <Text size={200} id="slices-label">
        {t('slice.label')}
      </Text>
      <ul aria-labelledby="slices-label" className={styles.list}>
        {chosen.map(({ dimension, name }) => (
          <li key={dimension} className={styles.item}>
            <Button
              size="small"
              shape="circular"
              icon={<DismissRegular />}
              iconPosition="after"
              title={name}
              aria-label={t('slice.remove', { name })}
              className={styles.tag}
              onClick={() => change({ [dimension]: null })}
            >
              <span className={styles.name}>{name}</span>
            </Button>
          </li>
        ))}
      </ul>
      {chosen.length > 1 && (
        <Button
          appearance="subtle"
          size="small"
          onClick={() => change(Object.fromEntries(chosen.map(({ dimension }) => [dimension, null])))}
        >
          {t('slice.clear')}
        </Button>
      )}
    </div>
  );
}

/** How a slice's value is called: countries and motions by their names, organizations by the record's. */
export function useSliceName(
  account: string,
  withOrganizations: boolean,
): (dimension: Dimension, value: string, label?: string | null) => string {
  const { t } = useWords();
  const format = useFormats();
  const organizations = useOrganizations(account, withOrganizations);
  return (dimension, value, label) => {
    if (value === '') return t('slice.nothing');
    if (dimension === 'country') return format.country(value);
    if (dimension === 'motion') return t(`motion.${value}`, { defaultValue: label ?? value });
    if (label) return label;
    return (dimension === 'organization' ? organizations.data?.records.find(({ id }) => id === value)?.title : null) ?? value;
  };
}
