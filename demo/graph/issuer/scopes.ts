import { GRANTED, SCRIPT_PERMISSIONS } from '../permissions.ts';
import { OAuthError } from './oauthError.ts';
import { GRAPH_AUDIENCE, type Issuer } from './tokens.ts';

/** The permission that our own API asks for. */
export const API_SCOPE = 'access_as_user';
const OPENID = ['openid', 'profile', 'email', 'offline_access'];

export interface Scopes {
  resource: 'api' | 'graph' | 'bot';
  audience: string;
  /** What the token says in scp; for an app alone: its roles. */
  permissions: string[];
  isOpenId: boolean;
  isOffline: boolean;
}

/**
 * Reads a scope parameter. Beside the full forms ('api://…/access_as_user', 'https://graph.microsoft.com/User.Read', '…/.default')
 * two short ones: 'api' is our API, 'graph' is this Graph with what a script needs to edit lists.
 */
export function readScopes(
  issuer: Issuer,
  scope: string,
  who: 'person' | 'app',
  withdrawn: ReadonlySet<string>,
  granted: readonly string[] = who === 'person' ? GRANTED.delegated : GRANTED.application,
): Scopes {
  const words = scope.split(/\s+/).filter(Boolean);
  const resources = words.filter((word) => !OPENID.includes(word));
  const isApi = (word: string) =>
    word === 'api' ||
    word === issuer.clientId ||
    [issuer.apiAudience, `api://${issuer.clientId}`, ...(issuer.apiNames ?? [])].some((name) => startsAt(word, name));
  const common = { isOpenId: words.includes('openid'), isOffline: words.includes('offline_access') };
  if (resources.length === 0 || resources.every(isApi)) {
    return { resource: 'api', audience: issuer.apiAudience, permissions: who === 'person' ? [API_SCOPE] : [], ...common };
  }
  if (resources.some(isApi)) throw new OAuthError(400, 'invalid_scope', 'AADSTS28000: a token is for one resource; these scopes name two.');

  const [only = ''] = resources;
  // The Bot Framework's connector: which permissions a bot has there is no matter of the directory.
  if (who === 'app' && /^https:\/\/api\.botframework\.[a-z.]+\/\.default$/.test(only))
    return { resource: 'bot', audience: only.slice(0, -'/.default'.length), permissions: [], ...common };

  const audience = issuer.graphAudience ?? GRAPH_AUDIENCE;
  const own = [audience, issuer.name.replace(/\/[^/]+\/v2\.0$/, '')];
  const foreign = resources.find((word) => word.includes('/') && !own.some((name) => startsAt(word, name)));
  if (foreign) throw new OAuthError(400, 'invalid_resource', `AADSTS500011: the resource of '${foreign}' was not found in this tenant.`);
  const held = granted.filter((permission) => !withdrawn.has(permission) && !OPENID.includes(permission));
  const permissions = new Set<string>();
  for (const word of resources) {
    const permission = word.slice(word.lastIndexOf('/') + 1);
    if (word === 'graph')
      for (const each of who === 'app' ? held : SCRIPT_PERMISSIONS.filter((name) => held.includes(name))) permissions.add(each);
    else if (permission === '.default') for (const each of held) permissions.add(each);
    else if (who === 'app')
      throw new OAuthError(400, 'invalid_scope', `AADSTS1002012: the scope '${word}' is not valid for an app alone; it ends in /.default.`);
    else if (held.includes(permission)) permissions.add(permission);
    else throw new OAuthError(400, 'invalid_grant', `AADSTS65001: nobody has consented to '${permission}'.`, 'consent_required');
  }
  return { resource: 'graph', audience, permissions: [...permissions], ...common };
}

/**
 * What a person is asked to consent to: an authorization request may name scopes of several resources, of which the code is
 * redeemed for one.
 */
export function consentScopes(issuer: Issuer, scope: string, withdrawn: ReadonlySet<string>): string[] {
  const isOurs = (word: string) => word.startsWith(issuer.apiAudience) || word.startsWith(`api://${issuer.clientId}`) || word === 'api';
  const words = scope.split(/\s+/).filter((word) => word !== '' && !OPENID.includes(word));
  const groups = [words.filter(isOurs), words.filter((word) => !isOurs(word))];
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group) => readScopes(issuer, group.join(' '), 'person', withdrawn).permissions);
}

const startsAt = (word: string, audience: string) => word === audience || word.startsWith(`${audience}/`);
