import { Button, Menu, MenuItemLink, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { useHref, useLinkClickHandler } from 'react-router';
import type { Me } from '../../src/server/contract.ts';
import { useWords } from '../i18n/text.ts';

type Account = Me['accounts'][number];

export default function AccountSwitcher({ accounts, current }: { accounts: readonly Account[]; current: Account }) {
  const { t } = useWords();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" size="small" icon={<ChevronDownRegular />} aria-label={t('nav.switch')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {accounts.map((account) => (
            <AccountItem key={account.id} account={account} isCurrent={account.id === current.id} />
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function AccountItem({ account, isCurrent }: { account: Account; isCurrent: boolean }) {
  const to = `/a/${account.slug}/scorecard`;
  return (
    <MenuItemLink href={useHref(to)} aria-current={isCurrent ? 'page' : undefined} onClick={useLinkClickHandler(to)}>
      {account.name ?? account.slug}
    </MenuItemLink>
  );
}
