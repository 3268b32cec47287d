import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type {
  AvailableLists,
  ConnectedSource,
  DisconnectedSource,
  MappedEntry,
  MappingPreview,
  Records,
  RecordType,
  Unmatched,
} from '../../src/server/contract.ts';
import { at, pageOf, useApi, useGet, useSend } from './asking.ts';
import type { Query } from './client.ts';

/** Where rows are: a list, a table or a sheet of a workbook, or a file of the account's site. */
export type Origin = { list: string } | { workbook: string; table?: string; sheet?: string } | { file: string };

/** The origin that an address names, or null. */
export function originOf(address: URLSearchParams): Origin | null {
  const [list, workbook, file] = [address.get('list'), address.get('workbook'), address.get('file')];
  if (list) return { list };
  if (file) return { file };
  if (!workbook) return null;
  const [table, sheet] = [address.get('table'), address.get('sheet')];
  return { workbook, ...(table ? { table } : sheet ? { sheet } : {}) };
}
export const searchOfOrigin = (origin: Origin): string => `?${new URLSearchParams(Object.entries(origin))}`;

/** What a source seems to hold; with `entry`, its rows as that would read them. Nothing of it is kept. */
export function useMappingPreview(
  account: string,
  origin: Origin,
  asked: Partial<Pick<MappedEntry, 'recordType' | 'where' | 'fields'>>,
  enabled = true,
) {
  const api = useApi();
  const body = { ...origin, ...asked };
  const path = at(account, 'sources', 'preview');
  return useQuery<MappingPreview>({
    queryKey: [path, body],
    queryFn: ({ signal }) => api.post(path, body, 'MappingPreview', signal),
    enabled,
    placeholderData: keepPreviousData,
  });
}

export const useAvailable = (account: string, enabled = true) =>
  useGet<AvailableLists>(at(account, 'sources', 'available'), {}, 'AvailableLists', { enabled });
export const useMapping = (account: string, source: string) =>
  useGet<ConnectedSource>(at(account, 'sources', source, 'mapping'), {}, 'ConnectedSource');
export const useUnmatched = (account: string, page: number, enabled: boolean) =>
  useGet<Unmatched>(at(account, 'sources', 'unmatched'), pageOf(page), 'Unmatched', { enabled, keep: true });
/** The fields that a record type has, whatever the source. */
export const useFieldsOf = (account: string, type: RecordType | undefined) =>
  useGet<Records>(at(account, 'records', type ?? ''), { limit: '1' }, 'Records', { enabled: type !== undefined });

export const useConnect = (account: string) =>
  useSend<{ origin: Origin; entries: MappedEntry[] }, ConnectedSource>((api, { origin, entries }) =>
    api.post(at(account, 'sources'), { ...origin, entries }, 'ConnectedSource'),
  );
/** What knows by itself what it holds: the team's calendars, its members, a plan of its group. */
export type OwnSource = { kind: 'calendar' } | { kind: 'directory' } | { kind: 'planner'; plan: string };
export const useConnectOwn = (account: string) =>
  useSend<OwnSource, ConnectedSource>((api, body) => api.post(at(account, 'sources', 'own'), body, 'ConnectedSource'));
export const useChangeMapping = (account: string, source: string) =>
  useSend<MappedEntry[], ConnectedSource>((api, entries) =>
    api.put(at(account, 'sources', source, 'mapping'), { entries }, 'ConnectedSource'),
  );
/** `records`: how many the person was told go with it; where it is another number by now, it is refused. */
export const useDisconnect = (account: string, source: string) =>
  useSend<number, DisconnectedSource>((api, records) => {
    const query: Query = { records: String(records) };
    return api.delete(at(account, 'sources', source), query, 'DisconnectedSource');
  });
