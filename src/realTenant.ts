import type { Config } from './config.ts';
import { azureTokens, exchangeToken, identityTokens, tokenUrlOf } from './graph/azureTokens.ts';
import { systemClock } from './graph/clock.ts';
import { type Cloud, clouds, onThisMachine } from './graph/clouds.ts';
import { notificationsPath } from './server/notifications.ts';
import { apiScope, StartError, type Tenant } from './tenant.ts';

/** The cloud that the settings name. */
export const cloudOf = ({ cloud, graphUrl }: Pick<Config, 'cloud' | 'graphUrl'>): Cloud =>
  graphUrl === null ? clouds[cloud] : onThisMachine(clouds[cloud], graphUrl);

/** Microsoft's cloud, with the settings of env/. */
export function realTenant(config: Config): Tenant {
  const identity = config.credentials;
  if (!identity) throw new StartError('--mode tenant needs credentials');
  const cloud = cloudOf(config);
  const authority = `${cloud.authority}/${identity.tenantId}`;
  // As infra/aad.manifest.json registers it: Teams wants the domain and the bot in the address of the API.
  const audience = config.tabDomain ? `api://${config.tabDomain}/BotId-${identity.clientId}` : `api://${identity.clientId}`;
  return {
    dataDir: config.dataDir,
    graphRoot: cloud.graph,
    cloud,
    tokens: azureTokens(identity, cloud, systemClock),
    botCredentials: {
      appId: config.botIdentity ?? identity.clientId,
      tokens:
        config.botIdentity === null
          ? azureTokens(identity, cloud, systemClock, cloud.bot.tokenIssuer)
          : identityTokens(config.botIdentity, cloud.bot.tokenIssuer, systemClock),
    },
    client: {
      tokenUrl: tokenUrlOf(cloud, identity.tenantId),
      clientId: identity.clientId,
      proof: identity.proof,
      identityToken: exchangeToken(cloud),
    },
    writeScope: `${cloud.graph}/Sites.ReadWrite.All`,
    manageScope: `${cloud.graph}/Sites.Manage.All`,
    teamsScope: `${cloud.graph}/Team.ReadBasic.All ${cloud.graph}/Channel.ReadBasic.All`,
    resource: audience,
    issuer: {
      issuer: `${authority}/v2.0`,
      jwksUrl: `${authority}/discovery/v2.0/keys`,
      audiences: [identity.clientId, audience],
      tenantId: identity.tenantId,
      scope: apiScope,
    },
    bootstrap: {
      mode: 'tenant',
      issuer: `${authority}/v2.0`,
      authorizationEndpoint: `${authority}/oauth2/v2.0/authorize`,
      tokenEndpoint: `${authority}/oauth2/v2.0/token`,
      clientId: identity.clientId,
      scope: `openid profile offline_access ${audience}/${apiScope}`,
      languages: ['en', 'zh-CN'],
    },
    connect: async () => undefined,
    notificationUrl: () => (config.tabDomain ? `https://${config.tabDomain}${notificationsPath}` : null),
    tab: (url) => ({ origin: config.tabDomain ? `https://${config.tabDomain}` : url, teamsAppId: config.teamsAppId }),
    text: async (url) => `Account Pulse is ready: ${url}\n`,
  };
}
