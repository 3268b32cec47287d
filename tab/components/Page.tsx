import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { usePageTitle } from '../frame/usePageTitle.ts';
import { RouterLink } from './RouterLink.tsx';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  top: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', alignItems: 'center', gap: tokens.spacingHorizontalL },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  text: { margin: `${tokens.spacingVerticalXS} 0 0`, maxWidth: '72ch', color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
});

/** A page: its title, which the window bears too, what it is for, what can be done on it, and its parts below one another. */
export function Page({
  title,
  text,
  back,
  actions,
  children,
}: {
  title: string;
  text?: ReactNode;
  /** The way to the page above. */
  back?: { to: string; text: string };
  actions?: ReactNode;
  children: ReactNode;
}) {
  const styles = useStyles();
  usePageTitle(title);
  return (
    <div className={styles.page}>
      {back && (
        <nav aria-label={back.text}>
          <RouterLink to={back.to}>← {back.text}</RouterLink>
        </nav>
      )}
      <div className={styles.top}>
        <div>
          <h1 className={styles.title}>{title}</h1>
          {text && <p className={styles.text}>{text}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
