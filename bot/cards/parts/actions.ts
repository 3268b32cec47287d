import type { IActionSet, IExecuteAction, IOpenUrlAction } from '@microsoft/teams.cards';

/** Store rules and phones allow six. */
export const mostActions = 6;
export type Button = IExecuteAction | IOpenUrlAction;

/**
 * A button that asks the bot. `verb` names a file in bot/actions; what it does is checked against who clicks. Clients
 * without Action.Execute send the same by Action.Submit.
 */
export const execute = (
  title: string,
  verb: string,
  data: Readonly<Record<string, unknown>> = {},
  look: Partial<IExecuteAction> = {},
): IExecuteAction => ({
  type: 'Action.Execute',
  title,
  verb,
  data: { ...data, verb },
  fallback: { type: 'Action.Submit', title, data: { ...data, verb } },
  ...look,
});

/** A button that runs a command, as if it had been typed: for the person who clicks alone. */
export const runCommand = (
  title: string,
  command: string,
  args = '',
  account?: string,
  look: Partial<IExecuteAction> = {},
): IExecuteAction => execute(title, 'run', { command, args, ...(account === undefined ? {} : { account }) }, look);

/** A button that opens an address, such as `pulse.tab(…)`. */
export const open = (title: string, url: string): IOpenUrlAction => ({ type: 'Action.OpenUrl', title, url });

/** Buttons in the midst of a card. */
export const buttons = (actions: readonly Button[]): IActionSet => ({ type: 'ActionSet', actions: actions.slice(0, mostActions) });
