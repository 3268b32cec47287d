import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { ApiProvider, createQueryClient } from '../api/asking.ts';
import { createApi } from '../api/client.ts';
import { useHost } from '../host/context.ts';
import { type Language, loadTexts, useWords, type Words, WordsProvider } from '../i18n/text.ts';

/** Shows what a channel reads in the channel's language, whatever the reader's: its words, its numbers, and the server's sentences. */
export function InLanguage({ language, children }: { language: Language; children: ReactNode }) {
  const words = useWords();
  const host = useHost();
  const [t, setT] = useState<Words['t'] | null>(null);
  const isOther = language !== words.language;
  useEffect(() => {
    let isShown = true;
    if (isOther) void loadTexts(language).then((texts) => isShown && setT(() => texts.t));
    return () => {
      isShown = false;
    };
  }, [language, isOther]);
  const api = useMemo(() => createApi(host, language), [host, language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a cache for each language
  const queries = useMemo(createQueryClient, [language]);
  if (!isOther) return children;
  if (!t) return null;
  return (
    <WordsProvider value={{ ...words, t, language, locale: language }}>
      <ApiProvider value={api}>
        <QueryClientProvider client={queries}>
          <div lang={language}>{children}</div>
        </QueryClientProvider>
      </ApiProvider>
    </WordsProvider>
  );
}
