import type { Connection, Connections } from '../../src/server/contract.ts';
import { useGet, useSend } from './asking.ts';

const connections = '/api/me/connections';
/** What a person lets Account Pulse do in their name while they are away. */
export const useConnections = () => useGet<Connections>(connections, {}, 'Connections');
export const useChangeConnection = () =>
  useSend<{ purpose: Connection['purpose']; on: boolean }, Connection>((api, { purpose, on }) =>
    on ? api.post(`${connections}/${purpose}`, {}, 'Connection') : api.delete(`${connections}/${purpose}`, {}, 'Connection'),
  );
