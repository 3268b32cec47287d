import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

const useStyles = makeStyles({
  list: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, listStyleType: 'none', margin: 0, padding: 0 },
  item: { minWidth: 0, maxWidth: '100%' },
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    maxWidth: '100%',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    textDecorationLine: 'none',
    ':hover': { border: `1px solid ${tokens.colorNeutralStroke1Hover}`, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  chosen: {
    border: `1px solid ${tokens.colorBrandStroke1}`,
    boxShadow: `inset 0 0 0 1px ${tokens.colorBrandStroke1}`,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
});

export interface Choice {
  key: string;
  to: string;
  text: ReactNode;
  isChosen: boolean;
}

/** One of a few, as links: the choice stands in the address. */
export function Choices({ label, choices, className }: { label: string; choices: readonly Choice[]; className?: string }) {
  const styles = useStyles();
  return (
    <nav aria-label={label} className={className}>
      <ul className={styles.list}>
        {choices.map(({ key, to, text, isChosen }) => (
          <li key={key} className={styles.item}>
            <Link
              to={to}
              preventScrollReset
              aria-current={isChosen || undefined}
              className={mergeClasses(styles.link, isChosen && styles.chosen)}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
