import { makeStyles, tokens } from '@fluentui/react-components';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import type { Me } from '../../src/server/contract.ts';
import { questionOf } from '../api/question.ts';
import { useHost } from '../host/context.ts';
import { useWords } from '../i18n/text.ts';
import { afterFirstPaint } from './afterFirstPaint.ts';
import { pagesOf } from './pagesOf.ts';

// Menus bring Fluent's positioning and focus groups along, a fifth of all script: they come when the page has been drawn.
const PersonalMenu = lazy(() => afterFirstPaint().then(() => import('./PersonalMenu.tsx')));
const AccountSwitcher = lazy(() => afterFirstPaint().then(() => import('./AccountSwitcher.tsx')));

const useStyles = makeStyles({
  skip: {
    position: 'absolute',
    insetInlineStart: tokens.spacingHorizontalM,
    insetBlockStart: '-100px',
    zIndex: 10,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    border: `2px solid ${tokens.colorStrokeFocus2}`,
    borderRadius: tokens.borderRadiusMedium,
    ':focus': { insetBlockStart: tokens.spacingVerticalS },
  },
  bar: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    paddingInline: tokens.spacingHorizontalXXL,
    minHeight: '48px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media (max-width: 639px)': { paddingInline: tokens.spacingHorizontalL, columnGap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
  },
  account: {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    gap: tokens.spacingHorizontalXXS,
    '@media (max-width: 639px)': { flex: '1 1 0' },
  },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontWeight: tokens.fontWeightSemibold },
  // More pages than fit are reached by scrolling within the bar, never by the page growing wider.
  links: {
    display: 'flex',
    alignSelf: 'stretch',
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    flexShrink: 1,
    overflowX: 'auto',
    scrollbarWidth: 'none',
    // On a phone they have a line of their own.
    '@media (max-width: 639px)': { order: 1, flexBasis: '100%', minHeight: '40px' },
  },
  link: {
    display: 'flex',
    flexShrink: 0,
    whiteSpace: 'nowrap',
    alignItems: 'center',
    paddingInline: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderBottom: '2px solid transparent',
    ':hover': { color: tokens.colorNeutralForeground1, borderBottomColor: tokens.colorNeutralStroke1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-4px', borderRadius: tokens.borderRadiusMedium },
    '&[aria-current="page"]': {
      color: tokens.colorNeutralForeground1,
      fontWeight: tokens.fontWeightSemibold,
      borderBottomColor: tokens.colorBrandStroke1,
    },
  },
  end: { marginInlineStart: 'auto', minWidth: '32px', flexShrink: 0 },
  main: {
    maxWidth: '1520px',
    marginInline: 'auto',
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXXL}`,
    boxSizing: 'border-box',
    outlineStyle: 'none',
    '@media (max-width: 639px)': { padding: tokens.spacingHorizontalL },
  },
});

/** What stands around every page: whose numbers they are, the ways to the other pages, and in a browser the person's own menu. */
export function Frame({
  me,
  account,
  languages,
  children,
}: {
  me: Me;
  account: Me['accounts'][number] | null;
  languages: readonly string[];
  children: ReactNode;
}) {
  const styles = useStyles();
  const { t } = useWords();
  const host = useHost();
  const { pathname, search } = useLocation();
  const main = useRef<HTMLElement>(null);
  const links = useRef<HTMLElement>(null);
  const shown = useRef(pathname);

  // A new page is announced, as a browser would on a new document; a new filter on the same page is not.
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  // On a narrow screen the page that is open is among those in sight.
  useEffect(() => {
    const bar = links.current;
    const current = bar?.querySelector<HTMLElement>('[aria-current="page"]');
    if (!pathname || !bar || !current) return;
    const end = current.offsetLeft - bar.offsetLeft + current.offsetWidth;
    if (end > bar.clientWidth) bar.scrollLeft = end - bar.clientWidth;
  }, [pathname]);

  return (
    <>
      <a href="#main" className={styles.skip}>
        {t('app.skip')}
      </a>
      {/* In Teams, before an account is chosen, there is nothing to say in it. */}
      {(account || host.kind === 'browser') && (
        <header className={styles.bar}>
          {account && (
            <>
              <div className={styles.account}>
                <span className={styles.name} title={account.name ?? account.slug}>
                  {account.name ?? account.slug}
                </span>
                {me.accounts.length > 1 && (
                  <Suspense>
                    <AccountSwitcher accounts={me.accounts} current={account} />
                  </Suspense>
                )}
              </div>
              <nav ref={links} aria-label={t('app.pages')} className={styles.links}>
                {pagesOf(account.slug, account.role, questionOf(new URLSearchParams(search))).map(({ name, to }) => (
                  <NavLink key={name} className={styles.link} to={to}>
                    {t(`nav.${name}`)}
                  </NavLink>
                ))}
              </nav>
            </>
          )}
          <div className={styles.end}>
            {host.kind === 'browser' && (
              <Suspense>
                <PersonalMenu person={me.name ?? me.address} languages={languages} />
              </Suspense>
            )}
          </div>
        </header>
      )}
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </>
  );
}
