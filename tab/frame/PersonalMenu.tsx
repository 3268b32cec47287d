import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { useState } from 'react';
import { useHost } from '../host/context.ts';
import type { ThemeChoice } from '../host/host.ts';
import { type Language, languageNames, useWords } from '../i18n/text.ts';

const themeChoices: readonly ThemeChoice[] = ['system', 'light', 'dark', 'contrast'];

/** In a browser: what Teams would otherwise decide for the person. */
export default function PersonalMenu({ person, languages }: { person: string | null; languages: readonly string[] }) {
  const { t, language, setLanguage } = useWords();
  const host = useHost();
  const choice = host.theme.choice;
  const [theme, setTheme] = useState(choice?.current() ?? 'system');
  const offered = Object.entries(languageNames).filter(([key]) => languages.length === 0 || languages.includes(key));
  return (
    <Menu
      checkedValues={{ theme: [theme], language: [language] }}
      onCheckedValueChange={(_, { name, checkedItems }) => {
        const chosen = checkedItems[0];
        if (!chosen) return;
        if (name === 'language') return setLanguage(chosen as Language);
        choice?.choose(chosen as ThemeChoice);
        setTheme(chosen as ThemeChoice);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={t('app.menu')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{t('menu.theme')}</MenuGroupHeader>
            {themeChoices.map((name) => (
              <MenuItemRadio key={name} name="theme" value={name}>
                {t(`menu.${name}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuGroup>
            <MenuGroupHeader>{t('menu.language')}</MenuGroupHeader>
            {offered.map(([key, name]) => (
              <MenuItemRadio key={key} name="language" value={key} lang={key}>
                {name}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          {host.signOut && (
            <>
              <MenuDivider />
              <MenuGroup>
                {person && <MenuGroupHeader>{person}</MenuGroupHeader>}
                <MenuItem onClick={host.signOut}>{t('menu.signOut')}</MenuItem>
              </MenuGroup>
            </>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
