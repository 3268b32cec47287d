import {
  createDOMRenderer,
  FluentProvider,
  makeStyles,
  RendererProvider,
  type Theme,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
  tokens,
} from '@fluentui/react-components';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { BrowserRouter } from 'react-router';
import type { Bootstrap } from '../src/server/contract.ts';
import { ApiProvider, createQueryClient } from './api/asking.ts';
import { createApi } from './api/client.ts';
import { Pages } from './frame/Pages.tsx';
import { SignInPage } from './frame/SignInPage.tsx';
import { HostProvider, useThemeName } from './host/context.ts';
import type { Host, ThemeName } from './host/host.ts';
import { type Language, loadTexts, rememberLanguage, type Words, WordsProvider } from './i18n/text.ts';

const themes: Record<ThemeName, Theme> = { light: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };

const useStyles = makeStyles({
  root: { minHeight: '100vh', backgroundColor: tokens.colorNeutralBackground2 },
});

export interface AppProps {
  bootstrap: Bootstrap;
  host: Host;
  signedIn: boolean;
  refusal: string | null;
  firstWords: Pick<Words, 't' | 'language'>;
}

export function App({ nonce, ...inside }: AppProps & { nonce: string | undefined }) {
  const renderer = useMemo(() => createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : undefined), [nonce]);
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <Inside {...inside} />
    </RendererProvider>
  );
}

/** Styles are only made within the renderer: another would write them without the page's nonce. */
function Inside({ bootstrap, host, signedIn, refusal, firstWords }: AppProps) {
  const styles = useStyles();
  const theme = useThemeName(host);
  const words = useShownWords(host, firstWords);
  // Texts of the API come in the language shown: with another one, everything is asked anew.
  const api = useMemo(() => createApi(host, words.language), [host, words.language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a cache for each language
  const queries = useMemo(createQueryClient, [words.language]);
  useEffect(() => {
    // What lies around the app (overscroll, native pickers) follows too.
    document.documentElement.style.colorScheme = theme === 'light' ? 'light' : 'dark';
  }, [theme]);
  return (
    // What stands on the provider itself, menus and dialogs would get too: a page's height and ground, over everything.
    <FluentProvider theme={themes[theme]}>
      <div className={styles.root}>
        <HostProvider value={host}>
          <WordsProvider value={words}>
            {signedIn ? (
              <ApiProvider value={api}>
                <QueryClientProvider client={queries}>
                  <BrowserRouter>
                    <Pages languages={bootstrap.languages} />
                  </BrowserRouter>
                </QueryClientProvider>
              </ApiProvider>
            ) : (
              <SignInPage mode={bootstrap.mode} refusal={refusal} />
            )}
          </WordsProvider>
        </HostProvider>
      </div>
    </FluentProvider>
  );
}

function useShownWords(host: Host, firstWords: AppProps['firstWords']): Words {
  const [shown, setShown] = useState(firstWords);
  useEffect(() => {
    document.documentElement.lang = shown.language;
  }, [shown.language]);
  return useMemo(() => {
    const setLanguage = async (language: Language) => {
      rememberLanguage(language);
      const { t } = await loadTexts(language);
      setShown({ t, language });
    };
    const isHosts = host.locale.toLowerCase().startsWith(shown.language.slice(0, 2));
    return { ...shown, locale: isHosts ? host.locale : shown.language, setLanguage: (language: Language) => void setLanguage(language) };
  }, [shown, host]);
}
