export type CloudName = 'global' | 'usGov' | 'usGovDod' | 'china';

/** What some clouds lack; nothing calls what is not there. */
export type Capability = 'workbook' | 'planner' | 'presence' | 'people' | 'activityFeed';

export interface Cloud {
  name: CloudName;
  /** Where people and apps sign in. */
  authority: string;
  /** Without version. */
  graph: string;
  /** Issuer of the Bot Framework's tokens and its channel service. */
  botTokenIssuer: string;
  botChannelService: string;
  /** Where Teams takes messages of a bot: the hosts of its service addresses. */
  botServiceHosts: readonly string[];
  lacks: readonly Capability[];
}

/** Sources: concepts/deployments.md of the Graph documentation, and for 21Vianet docs.azure.cn (national cloud sign-in, Bot Service) and the v1.0-Mooncake schema. */
export const clouds: Readonly<Record<CloudName, Cloud>> = {
  global: {
    name: 'global',
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    botTokenIssuer: 'https://api.botframework.com',
    botChannelService: '',
    // The second is GCC's, whose tenants live in the global cloud.
    botServiceHosts: ['smba.trafficmanager.net', 'smba.infra.gcc.teams.microsoft.com'],
    lacks: [],
  },
  usGov: {
    name: 'usGov',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    botTokenIssuer: 'https://api.botframework.us',
    botChannelService: 'https://botframework.azure.us',
    botServiceHosts: ['smba.infra.gov.teams.microsoft.us'],
    lacks: [],
  },
  usGovDod: {
    name: 'usGovDod',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    botTokenIssuer: 'https://api.botframework.us',
    botChannelService: 'https://botframework.azure.us',
    botServiceHosts: ['smba.infra.dod.teams.microsoft.us'],
    lacks: [],
  },
  china: {
    name: 'china',
    authority: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    botTokenIssuer: 'https://api.botframework.azure.cn',
    botChannelService: 'https://botframework.azure.cn',
    botServiceHosts: ['frontend.botapi.msg.infra.teams.microsoftonline.cn'],
    lacks: ['workbook', 'planner', 'presence', 'people', 'activityFeed'],
  },
};

export const offers = (cloud: Cloud, capability: Capability): boolean => !cloud.lacks.includes(capability);

/** The scope that asks for all application permissions that were granted. */
export const defaultScope = (graphRoot: string): string => `${graphRoot}/.default`;
