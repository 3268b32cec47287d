import { useMutation } from '@tanstack/react-query';
import type { Calendars, ClosedAccounts, Connection, Connections, HeldData } from '../../src/server/contract.ts';
import { at, useApi, useGet, useSend } from './asking.ts';

const connections = '/api/me/connections';
/** What a person lets Account Pulse do in their name while they are away. */
export const useConnections = () => useGet<Connections>(connections, {}, 'Connections');
export const useChangeConnection = () =>
  useSend<{ purpose: Connection['purpose']; on: boolean }, Connection>((api, { purpose, on }) =>
    on ? api.post(`${connections}/${purpose}`, {}, 'Connection') : api.delete(`${connections}/${purpose}`, {}, 'Connection'),
  );

/** Whose calendars the account's meetings are read from; of others only a manager is told. */
export const useCalendars = (account: string) => useGet<Calendars>(at(account, 'calendars'), {}, 'Calendars');
export const useMyCalendar = (account: string) =>
  useSend<boolean, Calendars>((api, on) =>
    on ? api.put(at(account, 'calendars', 'mine'), {}, 'Calendars') : api.delete(at(account, 'calendars', 'mine'), {}, 'Calendars'),
  );

/** `person`: 'me', or the id of somebody whose data a manager may see. */
export const useHeldData = (account: string, person: string) => useGet<HeldData>(at(account, 'people', person, 'data'), {}, 'HeldData');

/** Accounts that the caller has closed, until they are deleted. */
export const useClosedAccounts = () => useGet<ClosedAccounts>('/api/me/closed-accounts', {}, 'ClosedAccounts');
export const useReopen = () =>
  useSend<string, { id: string; slug: string }>((api, account) => api.post(at(account, 'reopen'), {}, 'Reopened'));
export const useClose = (account: string) =>
  useSend<string, { slug: string; closedAt: string; deletedOn: string }>((api, confirm) => api.delete(at(account), { confirm }, 'Closed'));
/** Everything of the account as one archive, handed to the browser to be kept. */
export const useExport = (account: string) => {
  const api = useApi();
  return useMutation<void, Error, void>({
    mutationFn: async () => {
      const address = URL.createObjectURL(await api.download(at(account, 'export')));
      const link = document.createElement('a');
      link.href = address;
      link.download = `${account}.zip`;
      link.click();
      // The browser has taken hold of it by then.
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    },
  });
};
