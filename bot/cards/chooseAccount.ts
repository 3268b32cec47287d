import type { IChoiceSetInput } from '@microsoft/teams.cards';
import type { Words } from '../i18n/words.ts';
import type { Account, Message } from '../turn.ts';
import { type Button, execute, mostActions } from './parts/actions.ts';
import { cardMessage } from './parts/card.ts';
import { oneLine } from './parts/escape.ts';
import { text } from './parts/text.ts';

/** Which account? A button for each, or a list where there are many; the command goes on after the tap. */
export function chooseAccount(
  accounts: readonly Account[],
  again: { command: string; args: string } | null,
  { language, t }: Words,
): Message {
  const title = (account: Account) => oneLine(account.name ?? account.slug, 60);
  const data = again ?? {};
  const isList = accounts.length > mostActions;
  const list: IChoiceSetInput = {
    type: 'Input.ChoiceSet',
    id: 'account',
    label: t.account.which,
    isRequired: true,
    errorMessage: t.account.which,
    style: 'compact',
    choices: accounts.slice(0, 200).map((account) => ({ title: title(account), value: account.id })),
  };
  const buttons: Button[] = isList
    ? [execute(t.account.goOn, 'chooseAccount', data)]
    : accounts.map((account) => execute(title(account), 'chooseAccount', { ...data, account: account.id }));
  return cardMessage({
    language,
    summary: t.account.which,
    body: [
      text(t.account.which, { weight: 'Bolder' }),
      text(t.account.chosenHere, { isSubtle: true, size: 'Small' }),
      isList ? list : null,
    ],
    actions: buttons,
  });
}
