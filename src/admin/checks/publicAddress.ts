import { randomUUID } from 'node:crypto';
import { notificationsPath } from '../../server/notifications.ts';
import type { Examination } from '../examination.ts';
import type { Finding } from '../finding.ts';

const start = 'start the server, and let it be reached from the internet by https';

/** What people, Teams and Graph find at TAB_DOMAIN, asked from here as they would. */
export async function checkPublicAddress(at: Examination, hasBot: boolean): Promise<Finding[]> {
  const { config } = at;
  if (!config.tabDomain)
    return [
      {
        ...{ subject: 'TAB_DOMAIN', state: 'missing', says: 'not set', withoutIt: 'the app cannot be opened in Teams' },
        grant: 'the public domain of tab, API and bot, in lower case and without https://',
      },
    ];
  const root = `https://${config.tabDomain}`;
  const tab = await checkTab(at, root);
  return tab.state === 'ok' ? [tab, await checkNotifications(at, root), ...(hasBot ? [await checkBot(at, root)] : [])] : [tab];
}

const ask = ({ send }: Examination, url: string, init: RequestInit = {}) =>
  send(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(15_000) });

async function checkTab(at: Examination, root: string): Promise<Finding> {
  const subject = 'TAB_DOMAIN';
  const bad = (says: string, grant = start): Finding => ({
    subject,
    state: 'missing',
    says,
    withoutIt: 'the app cannot be opened in Teams',
    grant,
  });
  try {
    const health = await ask(at, `${root}/healthz`);
    if (!health.ok || !isWell(await health.text()))
      return bad(`${root} answers, but not as Account Pulse`, 'does the domain lead to this server?');
    const page = await ask(at, `${root}/`);
    await page.arrayBuffer();
    if (!/frame-ancestors[^;]*teams/.test(page.headers.get('content-security-policy') ?? ''))
      return bad(
        `something between here and the server takes the header content-security-policy away`,
        'let the proxy pass the server’s headers on',
      );
    return { subject, state: 'ok', says: `${root} answers, and may be shown inside Teams` };
  } catch {
    return bad(`${root} cannot be reached from here`);
  }
}

/** As our own /healthz says it. */
function isWell(body: string): boolean {
  try {
    return (JSON.parse(body) as { status?: unknown }).status === 'ok';
  } catch {
    return false;
  }
}

async function checkNotifications(at: Examination, root: string): Promise<Finding> {
  const subject = 'Notification address';
  const token = randomUUID();
  const response = await ask(at, `${root}${notificationsPath}?validationToken=${token}`, { method: 'POST' }).catch(() => null);
  if (response?.status === 200 && (await response.text()) === token)
    return { subject, state: 'ok', says: `${root}${notificationsPath} answers Graph's question` };
  return {
    ...{ subject, state: 'reduced', says: `${root}${notificationsPath} does not answer as Microsoft Graph asks` },
    withoutIt: 'changes are read every 15 minutes',
    grant: 'let POST requests to that path through without sign-in: they prove themselves by a secret of their own',
  };
}

/** Whoever is not the Bot Framework must be refused, and by the bot itself. */
async function checkBot(at: Examination, root: string): Promise<Finding> {
  const subject = 'Bot endpoint';
  const url = `${root}/api/messages`;
  const activity = {
    ...{ type: 'message', id: 'doctor', channelId: 'msteams', serviceUrl: `https://${at.cloud.bot.serviceHosts[0]}/`, text: 'doctor' },
    ...{ from: { id: '29:doctor' }, recipient: { id: '28:doctor' }, conversation: { id: 'doctor', tenantId: at.credentials.tenantId } },
  };
  const response = await ask(at, url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  }).catch(() => null);
  await response?.arrayBuffer();
  if (response?.status === 401) return { subject, state: 'ok', says: `${url} answers, and refuses who is not Teams` };
  return {
    ...{ subject, state: 'missing', says: `${url} answers ${response?.status ?? 'nothing'} instead of refusing a stranger` },
    withoutIt: 'the bot does not answer in Teams',
    grant:
      'is the server started with BOT=on, and does the path lead to it? The bot’s registration needs exactly this address as its endpoint',
  };
}
