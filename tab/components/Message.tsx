import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalM,
    maxWidth: '560px',
    marginInline: 'auto',
    paddingBlock: tokens.spacingVerticalXXXL,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500, fontWeight: tokens.fontWeightSemibold },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    marginBlockStart: tokens.spacingVerticalS,
  },
});

/** Something instead of the page's content: nothing there yet, or something is wrong; and what to do. */
export function Message({
  title,
  children,
  actions,
  alert = false,
  isPage = false,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  alert?: boolean;
  /** Nothing else stands on the page: the title is the page's. */
  isPage?: boolean;
}) {
  const styles = useStyles();
  const Title = isPage ? 'h1' : 'h2';
  return (
    <section className={styles.root} role={alert ? 'alert' : undefined}>
      <Title className={styles.title}>{title}</Title>
      {children && <div>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </section>
  );
}
