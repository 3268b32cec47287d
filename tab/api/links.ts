import type { LinkAnswered, Links, RecordType } from '../../src/server/contract.ts';
import { at, useGet, useSend } from './asking.ts';

export const useLinks = (account: string, enabled: boolean) => useGet<Links>(at(account, 'links'), {}, 'Links', { enabled });
/** Which record the cells mean that say this; null: none. */
export const useAnswerLink = (account: string) =>
  useSend<{ refersTo: RecordType; said: string; recordId: string | null }, LinkAnswered>((api, body) =>
    api.put(at(account, 'links'), body, 'LinkAnswered'),
  );
export const useTakeBackLink = (account: string) =>
  useSend<{ refersTo: RecordType; said: string }, LinkAnswered>((api, query) => api.delete(at(account, 'links'), query, 'LinkAnswered'));
