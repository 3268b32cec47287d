import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Link } from 'react-router';
import type { Setup } from '../../../src/server/contract.ts';
import { StateMark, type Tone } from '../../components/StateMark.tsx';
import { useWords } from '../../i18n/text.ts';
import type { StepKey } from './steps.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gap: tokens.spacingVerticalXS,
    '@media (max-width: 1023px)': { gridTemplateColumns: 'repeat(auto-fill, minmax(min(150px, 100%), 1fr))' },
  },
  link: {
    display: 'grid',
    gridTemplateColumns: '28px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusLarge,
    border: '1px solid transparent',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, color: tokens.colorNeutralForeground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    border: `1px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  number: {
    width: '24px',
    height: '24px',
    display: 'inline-grid',
    placeItems: 'center',
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    fontSize: tokens.fontSizeBase200,
  },
});
const tones: Record<Setup['steps'][number]['state'], Tone> = { done: 'good', partly: 'waiting', open: 'none', skipped: 'none' };

/** The steps in their order, each with how it stands: any of them can be gone to. */
export function StepLinks({ account, steps, current }: { account: string; steps: Setup['steps']; current: StepKey }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <nav aria-label={t('setup.steps')}>
      <ol className={styles.list}>
        {steps.map(({ key, title, state }, index) => (
          <li key={key}>
            <Link
              to={`/a/${account}/setup/${key}`}
              aria-current={key === current ? 'step' : undefined}
              className={mergeClasses(styles.link, key === current && styles.current)}
            >
              <span className={styles.number}>{index + 1}</span>
              <span>
                {title}
                <br />
                <StateMark tone={tones[state]} text={t(`setup.state.${state}`)} />
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
