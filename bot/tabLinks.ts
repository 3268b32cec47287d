/** A page of the tab. */
export interface TabPage {
  /** The account's slug or id; without it the list of accounts. */
  account?: string;
  page?: 'scorecard' | 'setup' | 'sources' | 'edits' | { kpi: string };
  query?: Readonly<Record<string, string>>;
}
/** @returns an address that a person can open: in Teams where the app lives there, else in a browser. */
export type TabLinks = (to: TabPage, label: string) => string;

function pathOf({ account, page = 'scorecard', query = {} }: TabPage): string {
  const search = new URLSearchParams(query).toString();
  const path =
    account === undefined
      ? '/'
      : `/a/${encodeURIComponent(account)}/${typeof page === 'string' ? page : `kpi/${encodeURIComponent(page.kpi)}`}`;
  return search ? `${path}?${search}` : path;
}

/** The plain address: local mode, and wherever Teams does not know the app. */
export const browserLinks =
  (origin: string): TabLinks =>
  (to) =>
    origin + pathOf(to);

/**
 * A deep link into the personal app. Teams hands `subEntityId` to the tab as page.subPageId; `webUrl` is for clients
 * that cannot. `entityId` is that of the static tab in the manifest.
 */
export const teamsLinks =
  ({ origin, appId, entityId }: { origin: string; appId: string; entityId: string }): TabLinks =>
  (to, label) => {
    const path = pathOf(to);
    const link = new URL(`https://teams.microsoft.com/l/entity/${encodeURIComponent(appId)}/${encodeURIComponent(entityId)}`);
    link.searchParams.set('webUrl', origin + path);
    link.searchParams.set('label', label);
    link.searchParams.set('context', JSON.stringify({ subEntityId: path }));
    return link.href.replaceAll('+', '%20');
  };
