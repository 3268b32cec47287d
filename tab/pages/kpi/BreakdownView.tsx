import { makeStyles, tokens } from '@fluentui/react-components';
import type { Breakdown } from '../../../src/server/contract.ts';
import { useBreakdown } from '../../api/queries.ts';
import { dimensions, type Question, searchOf } from '../../api/question.ts';
import { Choices } from '../../components/Choices.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { RouterLink } from '../../components/RouterLink.tsx';
import { useWords } from '../../i18n/text.ts';
import { BreakdownTable } from './BreakdownTable.tsx';
import type { ViewProps } from './views.ts';

const useStyles = makeStyles({
  choices: { marginBlockEnd: tokens.spacingVerticalM },
  path: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: `0 0 ${tokens.spacingVerticalM}`,
    padding: 0,
    color: tokens.colorNeutralForeground3,
  },
});

/** A KPI by one dimension; organizations one level at a time, with the way back up. */
export function BreakdownView({ account, kpi, question, address }: ViewProps) {
  const styles = useStyles();
  const { t } = useWords();
  const by = dimensions.find((dimension) => dimension === address.get('by')) ?? 'organization';
  const asked = useBreakdown(account, kpi.id, by, question);
  // A single root would say the total again: its children are shown at once.
  const root = by === 'organization' && asked.data?.parent === null && asked.data.slices.length === 1 ? asked.data.slices[0] : undefined;
  const isSingle = root?.hasChildren === true && !asked.isPlaceholderData;
  const below = useBreakdown(account, kpi.id, by, { ...question, slice: { ...question.slice, organization: root?.key } }, isSingle);
  const breakdown = isSingle ? below : asked;
  return (
    <>
      <Choices
        label={t('detail.by')}
        className={styles.choices}
        choices={dimensions.map((dimension) => ({
          key: dimension,
          to: searchOf(question, { view: 'breakdown', by: dimension }),
          text: t(`slice.${dimension}`),
          isChosen: dimension === by,
        }))}
      />
      <Loaded query={breakdown}>
        {(data) => (
          <>
            {data.path.length > 0 && <Path path={data.path} question={question} />}
            <BreakdownTable unit={kpi.unit} breakdown={data} question={question} showsAll={address.get('all') === '1'} />
          </>
        )}
      </Loaded>
    </>
  );
}

/** Where in the tree of organizations this level stands. */
function Path({ path, question }: { path: Breakdown['path']; question: Question }) {
  const styles = useStyles();
  const { t } = useWords();
  const at = (organization: string | undefined) =>
    searchOf({ ...question, slice: { ...question.slice, organization } }, { view: 'breakdown', by: 'organization' });
  return (
    <nav aria-label={t('detail.path')}>
      <ol className={styles.path}>
        <li>
          <RouterLink to={at(undefined)} preventScrollReset>
            {t('detail.allOrganizations')}
          </RouterLink>
        </li>
        {path.map(({ key, label }, index) => (
          <li key={key}>
            <span aria-hidden="true">› </span>
            {index === path.length - 1 ? (
              <span aria-current="page">{label ?? key}</span>
            ) : (
              <RouterLink to={at(key)} preventScrollReset>
                {label ?? key}
              </RouterLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
