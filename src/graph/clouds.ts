/** As the setting CLOUD names them. */
export const cloudNames = ['global', 'usgov', 'usgovdod', 'china'] as const;
export type CloudName = (typeof cloudNames)[number];

/** What some clouds lack; nothing calls what is not there. */
export const capabilities = ['workbook', 'planner', 'presence', 'people', 'activityFeed', 'bot'] as const;
export type Capability = (typeof capabilities)[number];

export interface Cloud {
  name: CloudName;
  /** How its owners call it. */
  title: string;
  /** Where people and apps sign in. */
  authority: string;
  /** Without version. */
  graph: string;
  /** For whom the token is meant by which a managed identity, or a workload, stands in for an app registration. */
  tokenExchange: string;
  bot: BotAddresses;
  /** The public client by which an administrator signs in for the setup; null: the cloud has none, and one is registered by hand. */
  setupClientId: string | null;
  /** Where the cloud is administered. */
  portal: string;
  /** As the Azure command line names it. */
  azure: string;
  lacks: readonly Capability[];
  /** Lacking by one of Microsoft's pages, there by another: an administrator may switch it on. */
  contested: readonly Capability[];
}

/** The Bot Framework of a cloud. botbuilder knows those of the global and the US clouds; 21Vianet's it must be told. */
export interface BotAddresses {
  /** Issuer of the tokens by which Teams speaks to a bot, and for whom the bot's own tokens are. */
  tokenIssuer: string;
  channelService: string;
  /** Keys by which those tokens are signed, and those of tokens that Entra ID gives. */
  openIdMetadata: string;
  emulatorOpenIdMetadata: string;
  /** Where people's tokens for a bot are kept. */
  oauth: string;
  /** Where Teams takes messages of a bot: the hosts of its service addresses. */
  serviceHosts: readonly string[];
}

/** Microsoft Graph Command Line Tools: a public client of Microsoft's, which asks for what it needs as it goes. */
const graphCommandLine = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

const usBot = (serviceHosts: readonly string[]): BotAddresses => ({
  tokenIssuer: 'https://api.botframework.us',
  channelService: 'https://botframework.azure.us',
  openIdMetadata: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  emulatorOpenIdMetadata: 'https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0/.well-known/openid-configuration',
  oauth: 'https://api.botframework.azure.us',
  serviceHosts,
});

/**
 * Sources: concepts/deployments.md of the Graph documentation, the schemas v1.0-Mooncake and v1.0-Fairfax for what is lacking,
 * docs.azure.cn for 21Vianet (sign-in, Bot Service), the pages on workload identity federation for the token exchange.
 */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  global: {
    name: 'global',
    title: 'the global cloud',
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    tokenExchange: 'api://AzureADTokenExchange',
    bot: {
      tokenIssuer: 'https://api.botframework.com',
      channelService: '',
      openIdMetadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      emulatorOpenIdMetadata: 'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration',
      oauth: 'https://token.botframework.com',
      // The second is GCC's, whose tenants live in the global cloud.
      serviceHosts: ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com'],
    },
    setupClientId: graphCommandLine,
    portal: 'https://entra.microsoft.com',
    azure: 'AzureCloud',
    lacks: [],
    contested: [],
  },
  usgov: {
    name: 'usgov',
    title: 'Microsoft 365 GCC High',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    tokenExchange: 'api://AzureADTokenExchangeUSGov',
    bot: usBot(['smba.infra.gov.teams.microsoft.us']),
    setupClientId: graphCommandLine,
    portal: 'https://entra.microsoft.us',
    azure: 'AzureUSGovernment',
    lacks: [],
    contested: [],
  },
  usgovdod: {
    name: 'usgovdod',
    title: 'Microsoft 365 DoD',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    tokenExchange: 'api://AzureADTokenExchangeUSGov',
    bot: usBot(['smba.infra.dod.teams.microsoft.us']),
    setupClientId: graphCommandLine,
    portal: 'https://entra.microsoft.us',
    azure: 'AzureUSGovernment',
    lacks: [],
    contested: [],
  },
  china: {
    name: 'china',
    title: 'Microsoft 365 operated by 21Vianet',
    authority: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    tokenExchange: 'api://AzureADTokenExchangeChina',
    bot: {
      tokenIssuer: 'https://api.botframework.azure.cn',
      channelService: 'https://botframework.azure.cn',
      openIdMetadata: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
      emulatorOpenIdMetadata:
        'https://login.partner.microsoftonline.cn/a55a4d5b-9241-49b1-b4ff-befa8db00269/v2.0/.well-known/openid-configuration',
      oauth: 'https://token.botframework.azure.cn',
      serviceHosts: ['frontend.botapi.msg.infra.teams.microsoftonline.cn'],
    },
    setupClientId: null,
    portal: 'https://portal.azure.cn',
    azure: 'AzureChinaCloud',
    lacks: ['workbook', 'planner', 'presence', 'people', 'activityFeed', 'bot'],
    contested: ['bot'],
  },
};

export const offers = (cloud: Cloud, capability: Capability): boolean => !cloud.lacks.includes(capability);

/** Whether the bot is at work: as the administrator says, else as the cloud has it. */
export const hasBot = (cloud: Cloud, setting: boolean | null): boolean => setting ?? offers(cloud, 'bot');

/** Which capability a kind of source needs; kinds that are not named need only lists, files, calendars and groups, which every cloud has. */
const neededBy: Readonly<Record<string, Capability>> = { planner: 'planner' };

/** Whether sources of this kind can be read there. */
export function offersSource(cloud: Cloud, kind: string): boolean {
  const needed = neededBy[kind];
  return needed === undefined || offers(cloud, needed);
}

/** The scope that asks for all application permissions that were granted. */
export const defaultScope = (resource: string): string => `${resource}/.default`;

/** A Graph on this machine is its own place to sign in too: the local Graph. */
export function onThisMachine(cloud: Cloud, graphUrl: string): Cloud {
  return isLoopbackHttp(graphUrl) ? { ...cloud, authority: graphUrl, graph: graphUrl } : { ...cloud, graph: graphUrl };
}

export function isLoopbackHttp(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}
