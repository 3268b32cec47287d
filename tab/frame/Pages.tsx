import { lazy, Suspense, useEffect } from 'react';
import { Navigate, Outlet, Route, Routes, useLocation } from 'react-router';
import type { Me } from '../../src/server/contract.ts';
import { useMe } from '../api/queries.ts';
import { Failure } from '../components/Failure.tsx';
import { Message } from '../components/Message.tsx';
import { RouterLink } from '../components/RouterLink.tsx';
import { useHost } from '../host/context.ts';
import { useWords } from '../i18n/text.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Frame } from './Frame.tsx';
import { PageSkeleton } from './Skeletons.tsx';

const HomePage = lazy(() => import('../pages/home/HomePage.tsx'));
const ScorecardPage = lazy(() => import('../pages/scorecard/ScorecardPage.tsx'));
const KpiPage = lazy(() => import('../pages/kpi/KpiPage.tsx'));
const SourcesPage = lazy(() => import('../pages/sources/SourcesPage.tsx'));
const DigestsPage = lazy(() => import('../pages/digests/DigestsPage.tsx'));
const DigestPage = lazy(() => import('../pages/digests/DigestPage.tsx'));
const EditsPage = lazy(() => import('../pages/edits/EditsPage.tsx'));
const SettingsPage = lazy(() => import('../pages/settings/SettingsPage.tsx'));
const AccessPage = lazy(() => import('../pages/access/AccessPage.tsx'));
const ConnectPage = lazy(() => import('../pages/sources/ConnectPage.tsx'));
const MappingPage = lazy(() => import('../pages/sources/MappingPage.tsx'));
const SetupPage = lazy(() => import('../pages/setup/SetupPage.tsx'));
const NewAccountPage = lazy(() => import('../pages/setup/NewAccountPage.tsx'));
const ConfigurePage = lazy(() => import('../pages/configure/ConfigurePage.tsx'));

/** Every page of the tab, by address. The account's slug is in it, so that a link says whose numbers it shows. */
export function Pages({ languages }: { languages: readonly string[] }) {
  const me = useMe();
  const host = useHost();
  useEffect(() => {
    if (me.data) host.ready();
    else if (me.error) host.failed(me.error.message);
  }, [me.data, me.error, host]);

  if (me.error)
    return (
      <main>
        <Failure isPage error={me.error} retry={() => void me.refetch()} />
      </main>
    );
  if (!me.data)
    return (
      <main style={{ padding: '24px' }}>
        <PageSkeleton />
      </main>
    );
  return (
    <Routes>
      <Route element={<WithFrame me={me.data} languages={languages} />}>
        <Route index element={<HomePage me={me.data} />} />
        <Route path="a/:slug" element={<Navigate to="scorecard" replace />} />
        <Route path="a/:slug/scorecard" element={<ScorecardPage />} />
        <Route path="a/:slug/kpi/:kpi" element={<KpiPage />} />
        <Route path="a/:slug/sources" element={<SourcesPage />} />
        <Route path="a/:slug/sources/connect" element={<ConnectPage />} />
        <Route path="a/:slug/sources/:source/mapping" element={<MappingPage />} />
        <Route path="a/:slug/access" element={<AccessPage />} />
        <Route path="a/:slug/setup/:step?" element={<SetupPage />} />
        <Route path="setup" element={<NewAccountPage />} />
        <Route path="a/:slug/edits" element={<EditsPage />} />
        <Route path="a/:slug/digests" element={<DigestsPage />} />
        <Route path="a/:slug/digests/:number" element={<DigestPage />} />
        <Route path="a/:slug/settings/:part?" element={<SettingsPage />} />
        <Route path="configure" element={<ConfigurePage me={me.data} />} />
        <Route path="*" element={<NoPage />} />
      </Route>
    </Routes>
  );
}

function WithFrame({ me, languages }: { me: Me; languages: readonly string[] }) {
  const { pathname } = useLocation();
  const slug = pathname.match(/^\/a\/([^/]+)/)?.[1];
  const account = me.accounts.find((one) => one.slug === slug || one.id === slug) ?? null;
  return (
    <Frame me={me} account={account} languages={languages}>
      <ErrorBoundary key={pathname}>
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </ErrorBoundary>
    </Frame>
  );
}

function NoPage() {
  const { t } = useWords();
  return <Message isPage title={t('problem.notFound')} actions={<RouterLink to="/">{t('problem.home')}</RouterLink>} />;
}
