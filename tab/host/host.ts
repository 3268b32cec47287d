/** Where the tab runs: inside Teams, or in a plain browser. Everything else asks this and does not care. */
export interface Host {
  kind: 'teams' | 'browser';
  /** BCP 47, as the person has set it. */
  locale: string;
  theme: ThemeSource;
  /** The address inside the app that the host was asked to open (a deep link), or null. */
  startAt: string | null;
  /** The channel that the tab stands in, as Teams tells it; the server asks anew whether it is so. */
  channel: { teamId: string; channelId: string } | null;
  /** An access token for our API. `fresh`: the last one was refused. `claims`: a policy asks for more of the person (JSON). Rejects with SignInNeededError where only the person can help. */
  getToken(options?: { fresh?: boolean; claims?: string }): Promise<string>;
  /** Only where the person can do it here: in Teams, Teams does it. */
  signIn?: () => void;
  signOut?: () => void;
  /** Present where Teams asks what a channel's tab shall show. */
  tabSettings?: TabSettings;
  /** The first screen stands. */
  ready(): void;
  /** The first screen cannot be shown. */
  failed(message: string): void;
}

/** What a channel's tab shows: the same for all its members. */
export interface ChannelTab {
  /** Stable: Teams knows the tab by it. */
  entityId: string;
  /** The address shown in the tab, and in a browser. */
  url: string;
  name: string;
}
export interface TabSettings {
  /** What Save would keep; null while nothing may be saved. Teams is told each time. */
  offer(tab: ChannelTab | null): void;
}

export type ThemeName = 'light' | 'dark' | 'contrast';
/** A value that changes: the shape of React's useSyncExternalStore. */
export interface ThemeSource {
  current(): ThemeName;
  subscribe(changed: () => void): () => void;
  /** Present where the person chooses here. */
  choice?: { current(): ThemeChoice; choose(choice: ThemeChoice): void };
}
export type ThemeChoice = ThemeName | 'system';

/** The person has to sign in (again). */
export class SignInNeededError extends Error {
  override name = 'SignInNeededError';
}
/** The page is in a frame that does not answer as Teams does. */
export class HostSilentError extends Error {
  override name = 'HostSilentError';
}
