import type { CardElement } from '@microsoft/teams.cards';
import type { Language } from '../../../src/model/index.ts';
import type { Card, Message } from '../../turn.ts';
import { type Button, mostActions } from './actions.ts';

/** No card grows beyond this, in bytes of its JSON. */
export const largestCard = 28_000;

export interface CardParts {
  language: Language;
  /** One sentence that stands for the whole card where cards are not shown: in toasts, the feed, old clients. */
  summary: string;
  body: readonly (CardElement | null)[];
  /** At most six; more is a mistake of the card. */
  actions?: readonly (Button | null)[];
  alert?: boolean;
}

/** A message made of one card. */
export function cardMessage({ language, summary, body, actions = [], alert }: CardParts): Message & { card: Card } {
  const shown = actions.filter((action) => action !== null);
  if (shown.length > mostActions) throw new Error(`a card has ${shown.length} actions`);
  const card: Card = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: language,
    fallbackText: summary,
    msteams: { width: 'full' },
    body: body.filter((element) => element !== null),
    ...(shown.length > 0 ? { actions: [...shown] } : {}),
  };
  return { card, summary, ...(alert ? { alert } : {}) };
}

/** A card of words and buttons. */
export const sayWithButtons = (language: Language, words: string, actions: readonly Button[]): Message =>
  cardMessage({ language, summary: words, body: [{ type: 'TextBlock', text: words, wrap: true }], actions });
