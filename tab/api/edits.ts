import type { Edit, Edits, Written } from '../../src/server/contract.ts';
import { at, pageOf, useGet, useSend } from './asking.ts';

/** Those that are under way are looked at again while they are shown. */
const lookAgainMs = 5_000;

export const useEdits = (account: string, state: string | undefined, page: number) =>
  useGet<Edits>(at(account, 'edits'), { state, ...pageOf(page) }, 'Edits', {
    keep: true,
    everyMs: (answer) => (answer?.edits.some((edit) => edit.state === 'waiting') ? lookAgainMs : 0),
  });
export const useEditAgain = (account: string) =>
  useSend<{ id: string; ifMatch?: string | undefined }, Written>((api, { id, ...body }) =>
    api.post(at(account, 'edits', id, 'again'), body, 'Written'),
  );
export const useEditUndo = (account: string) =>
  useSend<string, Written>((api, id) => api.post(at(account, 'edits', id, 'undo'), {}, 'Written'));
export const useEditWithdraw = (account: string) => useSend<string, Edit>((api, id) => api.delete(at(account, 'edits', id), {}, 'Edit'));
