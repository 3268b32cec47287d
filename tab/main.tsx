import { createRoot } from 'react-dom/client';
import type { Bootstrap } from '../src/server/contract.ts';
import { App } from './App.tsx';
import { readBootstrap } from './bootstrap.ts';
import { openBrowser } from './host/browser.ts';
import { isInsideHost, loopbackAncestor } from './host/detect.ts';
import type { Host } from './host/host.ts';
import { chooseLanguage, loadTexts } from './i18n/text.ts';
import { type PlainPage, plainPageOf } from './plain/pages.ts';

/** The wiring of the tab: what the server said, where it runs, which language; then the pages. */
async function start(bootstrap: Bootstrap, nonce: string | undefined): Promise<void> {
  const opened = isInsideHost(window) ? await openInTeams(bootstrap) : await openBrowser(bootstrap);
  if (!opened) return;
  const { host, signedIn, refusal } = opened;
  if (host.startAt) history.replaceState(null, '', host.startAt);
  const locales = host.kind === 'teams' ? [host.locale] : navigator.languages;
  const language =
    host.kind === 'teams' ? chooseLanguage(locales, bootstrap.languages, null) : chooseLanguage(locales, bootstrap.languages);
  const { t } = await loadTexts(language);
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <App bootstrap={bootstrap} nonce={nonce} host={host} signedIn={signedIn} refusal={refusal} firstWords={{ t, language }} />,
  );
}

/** teams-js is loaded only where there is a host to talk to. */
async function openInTeams(bootstrap: Bootstrap): Promise<{ host: Host; signedIn: true; refusal: null }> {
  const { openTeams } = await import('./host/teams.ts');
  return { host: await openTeams(bootstrap.mode === 'local' ? loopbackAncestor(window) : []), signedIn: true, refusal: null };
}

/** Before there is a theme or a host: plain words, in the browser's language. */
async function sayWhatIsWrong(reason: unknown): Promise<void> {
  const { t } = await loadTexts(chooseLanguage(navigator.languages, []));
  const isSilent = reason instanceof Error && reason.name === 'HostSilentError';
  const title = document.createElement('h1');
  title.textContent = isSilent ? t('problem.hostSilent') : reason === null ? t('problem.notServed') : t('problem.unexpected');
  const text = document.createElement('p');
  text.textContent = isSilent
    ? t('problem.hostSilentText')
    : reason === null
      ? ''
      : String(reason instanceof Error ? reason.message : reason);
  const page = document.createElement('main');
  page.className = 'plain';
  page.append(title, text);
  if (isSilent) {
    const link = document.createElement('a');
    link.href = location.href;
    link.target = '_blank';
    link.rel = 'noreferrer';
    link.textContent = t('problem.openWindow');
    page.append(link);
  }
  document.getElementById('root')?.replaceChildren(page);
}

/** The pages that the app's manifest links to: for everybody, before any sign-in. */
async function showPlainPage(page: PlainPage): Promise<void> {
  const language = chooseLanguage(navigator.languages, bootstrap?.languages ?? []);
  const { plainPage } = await import('./plain/plainPage.ts');
  document.getElementById('root')?.replaceChildren(plainPage(page, language));
}

const { bootstrap, nonce } = readBootstrap(document);
const plain = plainPageOf(location.pathname);
if (plain) void showPlainPage(plain);
else if (bootstrap) start(bootstrap, nonce).catch(sayWhatIsWrong);
else void sayWhatIsWrong(null);
