import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type {
  Access,
  CreatedAccount,
  Linked,
  ListMaking,
  ProposedLists,
  RecordType,
  SampleRows,
  Settings,
  Setup,
} from '../../src/server/contract.ts';
import { at, useGet, useSend } from './asking.ts';

const watchEveryMs = 1_000;

/** How far an account is set up, and what each KPI still waits for. */
export const useSetup = (account: string) =>
  useGet<Setup>(at(account, 'setup'), {}, 'Setup', {
    // A list that was just connected is being read: what is missing changes by itself.
    everyMs: (setup) => (setup?.missing.waits.some(({ kind }) => kind === 'notReadYet') ? watchEveryMs * 3 : 0),
  });
export const useChangeSetup = (account: string) =>
  useSend<Partial<Record<'skip' | 'unskip' | 'dismiss' | 'undismiss', string[]>>, Setup>((api, body) =>
    api.put(at(account, 'setup'), body, 'Setup'),
  );

export interface NewAccount extends Pick<Settings['account'], 'name' | 'currency' | 'fiscalYearStart' | 'timeZone'> {
  language: 'en' | 'zh-CN';
  channel: { teamId: string; channelId: string };
}
export const useCreateAccount = () => useSend<NewAccount, CreatedAccount>((api, body) => api.post('/api/accounts', body, 'CreatedAccount'));
export const useLink = (account: string) =>
  useSend<{ teamId: string; channelId: string; language: 'en' | 'zh-CN' }, Linked>((api, body) =>
    api.put(at(account, 'link'), body, 'Linked'),
  );

export const useProposedLists = (account: string) =>
  useGet<ProposedLists>(at(account, 'lists', 'proposed'), { sampleRows: 'true' }, 'ProposedLists');
export const useMakeLists = (account: string) =>
  useSend<{ recordTypes: RecordType[]; sampleRows: boolean }, ListMaking>((api, body) =>
    api.post(at(account, 'lists'), body, 'ListMaking'),
  );
/** How far the making of lists is, asked until it has ended; whatever is made meanwhile is asked for anew. */
export function useMaking(account: string, making: string | null) {
  const queries = useQueryClient();
  const asked = useGet<ListMaking>(at(account, 'lists', making ?? ''), {}, 'ListMaking', {
    enabled: making !== null,
    everyMs: (answer) => (answer === undefined || answer.state === 'running' ? watchEveryMs : 0),
  });
  const made = asked.data?.lists.filter(({ state }) => state === 'done').length ?? 0;
  const state = asked.data?.state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each list that is made, and the end of it, changes what else is told
  useEffect(() => {
    if (making === null) return;
    for (const part of [['lists', 'proposed'], ['setup'], ['sources']])
      void queries.invalidateQueries({ queryKey: [at(account, ...part)] });
  }, [queries, account, making, made, state]);
  return asked;
}
export const useRemoveSampleRows = (account: string) =>
  useSend<void, SampleRows>((api) => api.delete(at(account, 'lists', 'sample-rows'), {}, 'SampleRows'));

export const useAccess = (account: string, enabled = true) => useGet<Access>(at(account, 'access'), {}, 'Access', { enabled });
export interface Named {
  person: string;
  role: Access['people'][number]['role'];
  until: string | null;
}
/** All whom the account names, from now on. */
export const useWriteAccess = (account: string) =>
  useSend<{ version: string; people: Named[] }, Access>((api, body) => api.put(at(account, 'access'), body, 'Access'));
export const useConfirmOutsiders = (account: string) =>
  useSend<{ room: string; see: Access['rooms'][number]['outsidersSee'] }, Access>((api, body) =>
    api.put(at(account, 'access', 'outsiders'), body, 'Access'),
  );
