import i18next, { type i18n, type TFunction } from 'i18next';
import { createContext, useContext } from 'react';
import { recall, remember } from '../host/storage.ts';

export type Language = 'en' | 'zh-CN';

const loaders: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('./en.json', { with: { type: 'json' } }),
  'zh-CN': () => import('./zh-CN.json', { with: { type: 'json' } }),
};
export const languageNames: Record<Language, string> = { en: 'English', 'zh-CN': '简体中文' };
const storageKey = 'account-pulse.language';

/** The person's own choice in this browser, else the first of the host's locales that we speak. */
export function chooseLanguage(locales: readonly string[], offered: readonly string[], chosen = recall(storageKey)): Language {
  const speaks = (language: Language) => offered.length === 0 || offered.includes(language);
  if ((chosen === 'en' || chosen === 'zh-CN') && speaks(chosen)) return chosen;
  for (const locale of locales) {
    if (/^zh\b/i.test(locale) && speaks('zh-CN')) return 'zh-CN';
    if (/^en\b/i.test(locale) && speaks('en')) return 'en';
  }
  return 'en';
}
export const rememberLanguage = (language: Language): void => remember(storageKey, language);

/** Only the language that is shown is loaded. */
export async function loadTexts(language: Language): Promise<i18n> {
  const texts = i18next.createInstance();
  await texts.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: (await loaders[language]()).default } },
    interpolation: { escapeValue: false },
  });
  return texts;
}

export interface Words {
  t: TFunction;
  language: Language;
  /** For Intl: the host's own region where it speaks the language shown, so that dates look as the person is used to. */
  locale: string;
  setLanguage(language: Language): void;
}
const WordsContext = createContext<Words | null>(null);
export const WordsProvider = WordsContext.Provider;

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('useWords outside WordsProvider');
  return words;
}
