import type { Language } from '../i18n/text.ts';
import { en } from './en.ts';
import type { PlainPage } from './pages.ts';
import type { PlainText } from './text.ts';
import { zh } from './zh.ts';

const texts: Record<Language, Record<PlainPage, PlainText>> = { en, 'zh-CN': zh };

/** A page of words alone: what it needs stands in base.css. */
export function plainPage(page: PlainPage, language: Language): HTMLElement {
  const { title, sections } = texts[language][page];
  document.documentElement.lang = language;
  document.title = `${title} · Account Pulse`;
  const main = document.createElement('main');
  main.className = 'plain';
  main.append(element('h1', title));
  for (const { heading, paragraphs } of sections) {
    if (heading) main.append(element('h2', heading));
    for (const paragraph of paragraphs) main.append(element('p', paragraph));
  }
  return main;
}

function element(name: 'h1' | 'h2' | 'p', text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
