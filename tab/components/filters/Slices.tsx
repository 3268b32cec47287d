import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { Dimension } from '../../../src/server/contract.ts';
import { useSliceValues } from '../../api/queries.ts';
import { dimensions, type Question } from '../../api/question.ts';
import { useWords } from '../../i18n/text.ts';
import { useFormats } from '../../i18n/useFormats.ts';

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
  const chosen = dimensions.filter((dimension) => question.slice[dimension] !== undefined);
  if (chosen.length === 0) return null;
  return (
    <div className={styles.root}>
      <Text size={200} id="slices-label">
        {t('slice.label')}
      </Text>
      <ul aria-labelledby="slices-label" className={styles.list}>
        {chosen.map((dimension) => (
          <li key={dimension} className={styles.item}>
            <Tag account={account} by={dimension} value={question.slice[dimension] ?? ''} remove={() => change({ [dimension]: null })} />
          </li>
        ))}
      </ul>
      {chosen.length > 1 && (
        <Button appearance="subtle" size="small" onClick={() => change(Object.fromEntries(chosen.map((dimension) => [dimension, null])))}>
          {t('slice.clear')}
        </Button>
      )}
    </div>
  );
}

const keptById: readonly Dimension[] = ['organization', 'partner', 'owner'];

function Tag({ account, by, value, remove }: { account: string; by: Dimension; value: string; remove(): void }) {
  const styles = useStyles();
  const { t } = useWords();
  const nameOf = useValueName();
  const values = useSliceValues(account, by, value, value !== '' && keptById.includes(by));
  const label = values.data?.values.find(({ key }) => key === value)?.label;
  const name = `${t(`slice.${by}`)}: ${nameOf(by, value, label)}`;
  return (
    <Button
      size="small"
      shape="circular"
      icon={<DismissRegular />}
      iconPosition="after"
      title={name}
      aria-label={t('slice.remove', { name })}
      className={styles.tag}
      onClick={remove}
    >
      <span className={styles.name}>{name}</span>
    </Button>
  );
}

/** How a slice's value is called: countries and motions by their names in the language shown, the rest as the records say. */
export function useValueName(): (dimension: Dimension, value: string, label?: string | null) => string {
  const { t } = useWords();
  const format = useFormats();
  return (dimension, value, label) => {
    if (value === '') return t('slice.nothing');
    if (dimension === 'country') return format.country(value);
    if (dimension === 'motion') return t(`motion.${value}`, { defaultValue: label ?? value });
    return label ?? value;
  };
}
