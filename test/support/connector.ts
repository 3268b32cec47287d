import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ConnectorMember {
  id: string;
  aadObjectId?: string;
  name?: string;
  userPrincipalName?: string;
  tenantId?: string;
  userRole?: string;
}
/** An activity as the bot sent it. */
export interface SentActivity {
  method: 'POST' | 'PUT';
  conversationId: string;
  /** Of a reply the activity that it answers; of a PUT the one that it replaces. */
  activityId: string | null;
  authorization: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into cards of every shape
  body: any;
  /** The id under which it was taken. */
  id: string;
}
/** What the next request is answered with, instead of being taken. 'hang' never answers; 'cut' takes it and breaks the connection. */
export type Fault = { status: number; headers?: Record<string, string>; body?: unknown } | 'hang' | 'cut';

export type RecordingConnector = Awaited<ReturnType<typeof startConnector>>;

/** The Bot Framework's connector over HTTP, as far as a bot speaks to it: it records what is sent, and can fail in every way. */
export async function startConnector() {
  const sent: SentActivity[] = [];
  const members = new Map<string, ConnectorMember[]>();
  const faults: Fault[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let pageSize = 500;
  let membersFail = false;
  let asked = 0;

  const take = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const [, , , conversation = '', kind, activity] = url.pathname.split('/').map(decodeURIComponent);
    const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    };
    const inRoom = members.get(conversation.split(';')[0] ?? '') ?? [];
    if (request.method === 'GET') {
      asked += 1;
      if (membersFail) return answer(403, { error: { code: 'BotNotInConversationRoster' } });
      if (kind === 'pagedmembers') {
        const from = Number(url.searchParams.get('continuationToken') ?? 0);
        const next = from + pageSize;
        return answer(200, {
          members: inRoom.slice(from, next),
          ...(next < inRoom.length ? { continuationToken: String(next) } : {}),
        });
      }
      const one = inRoom.find((member) => member.id === activity);
      return one ? answer(200, one) : answer(404, { error: { code: 'MemberNotFoundInConversation' } });
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const fault = faults.shift();
    if (fault === 'hang') return;
    if (fault && fault !== 'cut') return answer(fault.status, fault.body ?? {}, fault.headers);
    const id = `m${sent.length + 1}`;
    sent.push({
      method: request.method as 'POST' | 'PUT',
      conversationId: conversation,
      activityId: activity ?? null,
      authorization: request.headers.authorization,
      body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
      id,
    });
    for (const one of waiting) if (messages().length >= one.count) one.resolve();
    if (fault === 'cut') return void request.socket.destroy();
    answer(201, { id });
  };
  const http = createServer((request, response) => void take(request, response, new URL(request.url ?? '/', 'http://localhost')));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const messages = () => sent.filter((one) => one.body.type === 'message');

  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    sent,
    /** Without "is typing". */
    messages,
    members,
    faults,
    setPageSize: (size: number) => {
      pageSize = size;
    },
    setMembersFail: (fail: boolean) => {
      membersFail = fail;
    },
    timesAsked: () => asked,
    /** Once so many messages have arrived. */
    arrived: (count: number): Promise<void> =>
      messages().length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
    close: () => {
      http.closeAllConnections();
      return new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}
