import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/text.ts';
import { useHidden } from './hidden.ts';

const useStyles = makeStyles({
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { textDecorationLine: 'underline', color: tokens.colorBrandForegroundLinkHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  sign: { whiteSpace: 'nowrap', fontSize: '0.85em' },
});

/** Leaves the app, for the list or the row that a number comes from. */
export function SourceLink({ href, children }: { href: string; children: ReactNode }) {
  const styles = useStyles();
  const { hidden } = useHidden();
  const { t } = useWords();
  return (
    <a href={href} target="_blank" rel="noreferrer" className={styles.link}>
      {children}
      <span aria-hidden="true" className={styles.sign}>
        {' ↗'}
      </span>
      <span className={hidden}> ({t('sources.opens')})</span>
    </a>
  );
}
