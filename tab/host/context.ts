import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Host, ThemeName } from './host.ts';

const HostContext = createContext<Host | null>(null);
export const HostProvider = HostContext.Provider;

export function useHost(): Host {
  const host = useContext(HostContext);
  if (!host) throw new Error('useHost outside HostProvider');
  return host;
}

export function useThemeName(host: Host): ThemeName {
  return useSyncExternalStore(host.theme.subscribe, host.theme.current);
}
