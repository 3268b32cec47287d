import { Button, makeStyles, Tag, TagGroup, Text, tokens } from '@fluentui/react-components';
import type { Dimension } from '../../src/server/contract.ts';
import { useOrganizations } from '../api/queries.ts';
import { dimensions, type Question } from '../api/question.ts';
import { useWords } from '../i18n/text.ts';
import { useFormats } from '../i18n/useFormats.ts';

const useStyles = makeStyles({
  root: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  group: { flexWrap: 'wrap', rowGap: tokens.spacingVerticalS },
  tag: { maxWidth: '100%' },
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
      <TagGroup aria-labelledby="slices-label" className={styles.group} onDismiss={(_, { value }) => change({ [value]: null })}>
        {chosen.map(({ dimension, name }) => (
          <Tag
            key={dimension}
            value={dimension}
            dismissible
            className={styles.tag}
            dismissIcon={{ 'aria-label': t('slice.remove', { name }) }}
          >
            {name}
          </Tag>
        ))}
      </TagGroup>
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
