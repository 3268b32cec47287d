import type { Me } from '../../src/server/contract.ts';
import { type Question, searchOf } from '../api/question.ts';

/** The pages of an account for who has this role, in their order: a line here is a link in the frame. `name` is below `nav` in the texts. */
export function pagesOf(slug: string, role: Me['accounts'][number]['role'], question: Question): { name: string; to: string }[] {
  const pages = [
    { name: 'scorecard', to: `/a/${slug}/scorecard${searchOf(question)}` },
    { name: 'sources', to: `/a/${slug}/sources` },
    { name: 'digests', to: `/a/${slug}/digests` },
    { name: 'settings', to: `/a/${slug}/settings` },
  ];
  if (role === 'reader') return pages;
  pages.splice(3, 0, { name: 'edits', to: `/a/${slug}/edits` });
  if (role !== 'manager') return pages;
  return [...pages, { name: 'access', to: `/a/${slug}/access` }, { name: 'setup', to: `/a/${slug}/setup` }];
}
