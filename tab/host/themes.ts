import type { ThemeChoice, ThemeName, ThemeSource } from './host.ts';
import { recall, remember } from './storage.ts';

const storageKey = 'account-pulse.theme';
const choices: readonly ThemeChoice[] = ['system', 'light', 'dark', 'contrast'];

/** Teams' own names; `glass` and what may come later are shown as light. */
export const themeOfTeams = (name: string): ThemeName => (name === 'dark' ? 'dark' : name === 'contrast' ? 'contrast' : 'light');

/** In a browser: the person's choice, else what the system asks for. */
export function browserTheme(page: Window): ThemeSource {
  const dark = page.matchMedia('(prefers-color-scheme: dark)');
  const forced = page.matchMedia('(forced-colors: active)');
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  let chosen = readChoice();
  return {
    current: () => {
      if (chosen !== 'system') return chosen;
      if (forced.matches) return 'contrast';
      return dark.matches ? 'dark' : 'light';
    },
    subscribe: (changed) => {
      listeners.add(changed);
      dark.addEventListener('change', changed);
      forced.addEventListener('change', changed);
      return () => {
        listeners.delete(changed);
        dark.removeEventListener('change', changed);
        forced.removeEventListener('change', changed);
      };
    },
    choice: {
      current: () => chosen,
      choose: (choice) => {
        chosen = choice;
        remember(storageKey, choice);
        tell();
      },
    },
  };
}

function readChoice(): ThemeChoice {
  const stored = recall(storageKey);
  return choices.find((choice) => choice === stored) ?? 'system';
}
