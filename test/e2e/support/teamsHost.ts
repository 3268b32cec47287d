import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A page that plays the Teams host by teams-js's own protocol: it holds the tab in a frame and answers its messages.
 * A request is `{id, uuidAsString, func, args}`, its answer repeats both ids with `args`; a message from the host by
 * itself has `func` and `args` only (internal/communication and internal/messageObjects of teams-js 2.58).
 */
export interface HostWindow extends Window {
  /** The functions that the tab has called, in order. */
  heard: string[];
  /** What the tab has last asked to be kept as the channel's tab, and whether it may be saved. */
  settings: unknown;
  isValid: boolean;
  /** What the host says by itself, such as a change of theme. */
  say(func: string, args: unknown[]): void;
}
export interface HostContext {
  locale: string;
  theme: string;
  /** Where a deep link leads. */
  subEntityId?: string;
  /** A page that frames the tab and is not Teams: it never answers. */
  silent?: boolean;
  /** 'settings': the dialog in which a tab is added to a channel, at `path` of the tab. */
  frameContext?: 'content' | 'settings';
  path?: string;
  /** The channel that the tab stands in, and its team's group. */
  channelId?: string;
  teamId?: string;
  groupId?: string;
}

export interface TeamsHost {
  address(context: HostContext): string;
  close(): Promise<void>;
}

export async function startTeamsHost(tab: string, token: string): Promise<TeamsHost> {
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://host');
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(page(tab, token, JSON.parse(asked.searchParams.get('context') ?? '{}')));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address: (context) => `${origin}/?context=${encodeURIComponent(JSON.stringify(context))}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

const page = (tab: string, token: string, context: HostContext): string => `<!doctype html>
<html lang="en"><title>Teams</title><style>body{margin:0}iframe{border:0;width:100vw;height:100vh;display:block}</style>
<iframe title="Account Pulse" src="${tab}${context.path ?? ''}"></iframe>
<script>
  const frame = document.querySelector('iframe');
  const runtime = { apiVersion: 4, isLegacyTeams: false, hostVersionsInfo: {}, supports: { pages: { config: {} } } };
  const context = ${JSON.stringify({ entityId: 'scorecard', frameContext: 'content', hostClientType: 'web', hostName: 'Teams', userObjectId: 'u1', tid: 't1', appSessionId: 's1', ...context })};
  const answers = context.silent ? {} : {
    initialize: () => [context.frameContext, 'web', JSON.stringify(runtime), '2.58.0'],
    getContext: () => [context],
    'settings.setValidityState': ([valid]) => { window.isValid = valid; return []; },
    'settings.setSettings': ([settings]) => { window.settings = settings; return [true]; },
    'authentication.getAuthToken': () => [true, ${JSON.stringify(token)}],
  };
  window.heard = [];
  window.say = (func, args) => frame.contentWindow.postMessage({ func, args }, '*');
  window.addEventListener('message', ({ data, source, origin }) => {
    if (source !== frame.contentWindow) return;
    window.heard.push(data.func === 'registerHandler' ? 'registerHandler ' + data.args[0] : data.func);
    const answer = answers[data.func];
    if (answer) source.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args: answer(data.args) }, origin);
  });
</script></html>`;
