import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';

export type Tone = 'good' | 'waiting' | 'bad' | 'none';

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase200,
  },
  sign: {
    width: '8px',
    height: '8px',
    flexShrink: 0,
    borderRadius: tokens.borderRadiusCircular,
    border: '2px solid currentColor',
    boxSizing: 'border-box',
  },
  full: { backgroundColor: 'currentColor' },
  square: { borderRadius: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  waiting: { color: tokens.colorStatusWarningForeground1 },
  bad: { color: tokens.colorStatusDangerForeground3 },
  none: { color: tokens.colorNeutralForeground3 },
});

/** A filled dot is well, a ring waits, a square has failed: told apart without colour. */
const signs: Record<Tone, readonly ('full' | 'square')[]> = { good: ['full'], waiting: [], bad: ['full', 'square'], none: [] };

/** How something stands, in a word and a sign. */
export function StateMark({ tone, text }: { tone: Tone; text: string }) {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.root, styles[tone])}>
      <span aria-hidden="true" className={mergeClasses(styles.sign, ...signs[tone].map((part) => styles[part]))} />
      {text}
    </span>
  );
}
