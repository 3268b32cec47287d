import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
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
  inText: { textDecorationLine: 'underline' },
  sign: { whiteSpace: 'nowrap', fontSize: '0.85em' },
});

/** Leaves the app, for the list or the row that a number comes from. `inText`: underlined, for the middle of a sentence. */
export function SourceLink({ href, inText = false, children }: { href: string; inText?: boolean; children: ReactNode }) {
  const styles = useStyles();
  const { hidden } = useHidden();
  const { t } = useWords();
  return (
    <a href={href} target="_blank" rel="noreferrer" className={mergeClasses(styles.link, inText && styles.inText)}>
      {children}
      <span aria-hidden="true" className={styles.sign}>
        {' ↗'}
      </span>
      <span className={hidden}> ({t('sources.opens')})</span>
    </a>
  );
}
