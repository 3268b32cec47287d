import type { CardElement, ITextBlock, TextColor } from '@microsoft/teams.cards';

type Look = Partial<
  Pick<ITextBlock, 'size' | 'weight' | 'color' | 'isSubtle' | 'spacing' | 'horizontalAlignment' | 'separator' | 'style' | 'maxLines'>
>;

/** Markdown is read in it: names of records go through `plain` first. */
export const text = (words: string, look: Look = {}): ITextBlock => ({ type: 'TextBlock', text: words, wrap: true, ...look });
export const subtle = (words: string, look: Look = {}): ITextBlock =>
  text(words, { isSubtle: true, spacing: 'None', size: 'Small', ...look });
export const strong = (words: string, look: Look = {}): ITextBlock => text(words, { weight: 'Bolder', ...look });
export const coloured = (words: string, color: TextColor, look: Look = {}): ITextBlock => text(words, { color, ...look });

/** What a card is about, and of when. */
export const heading = (title: string, under: string | null = null): CardElement[] => [
  text(title, { size: 'Large', weight: 'Bolder', style: 'heading' }),
  ...(under === null ? [] : [subtle(under)]),
];
/** The title of a part of a card. */
export const section = (title: string): ITextBlock => text(title, { weight: 'Bolder', spacing: 'Medium', separator: true });
