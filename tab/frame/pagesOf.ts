import { type Question, searchOf } from '../api/question.ts';

/** The pages of an account, in their order: a line here is a link in the frame. `name` is below `nav` in the texts. */
export const pagesOf = (slug: string, question: Question): { name: string; to: string }[] => [
  { name: 'scorecard', to: `/a/${slug}/scorecard${searchOf(question)}` },
  { name: 'sources', to: `/a/${slug}/sources` },
];
