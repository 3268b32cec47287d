import { makeStyles, tokens } from '@fluentui/react-components';
import { Link } from 'react-router';
import { type Question, searchOf } from '../../api/question.ts';
import { useWords } from '../../i18n/text.ts';
import { type View, views } from './views.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  link: {
    display: 'block',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    marginBlockEnd: '-1px',
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderBottom: '2px solid transparent',
    ':hover': { color: tokens.colorNeutralForeground1, borderBottomColor: tokens.colorNeutralStroke1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-4px', borderRadius: tokens.borderRadiusMedium },
    '&[aria-current="true"]': {
      color: tokens.colorNeutralForeground1,
      fontWeight: tokens.fontWeightSemibold,
      borderBottomColor: tokens.colorBrandStroke1,
    },
    '@media (max-width: 639px)': { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}` },
  },
});

/** The ways from one explanation of the number to another, on the same page. */
export function ViewLinks({ question, view }: { question: Question; view: View }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <nav aria-label={t('view.label')}>
      <ul className={styles.list}>
        {views.map((one) => (
          <li key={one}>
            <Link
              to={searchOf(question, { view: one })}
              preventScrollReset
              aria-current={one === view || undefined}
              className={styles.link}
            >
              {t(`view.${one}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
