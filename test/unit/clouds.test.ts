import { describe, expect, it } from '@jest/globals';
import { ofTeams } from '../../bot/service.ts';
import { readConfig } from '../../src/config.ts';
import { type CloudName, cloudNames, clouds, defaultScope, hasBot, offers, offersSource, onThisMachine } from '../../src/graph/clouds.ts';
import { realTenant } from '../../src/realTenant.ts';
import { presentCloud } from '../../src/server/presenters/cloud.ts';

describe('the clouds', () => {
  it.each<[CloudName, string, string, string, string]>([
    [
      'global',
      'https://login.microsoftonline.com',
      'https://graph.microsoft.com',
      'https://api.botframework.com',
      'api://AzureADTokenExchange',
    ],
    [
      'usgov',
      'https://login.microsoftonline.us',
      'https://graph.microsoft.us',
      'https://api.botframework.us',
      'api://AzureADTokenExchangeUSGov',
    ],
    [
      'usgovdod',
      'https://login.microsoftonline.us',
      'https://dod-graph.microsoft.us',
      'https://api.botframework.us',
      'api://AzureADTokenExchangeUSGov',
    ],
    [
      'china',
      'https://login.partner.microsoftonline.cn',
      'https://microsoftgraph.chinacloudapi.cn',
      'https://api.botframework.azure.cn',
      'api://AzureADTokenExchangeChina',
    ],
  ])('%s has its own addresses', (name, authority, graph, tokenIssuer, tokenExchange) => {
    expect(clouds[name]).toMatchObject({ name, authority, graph, tokenExchange, bot: { tokenIssuer } });
    expect(defaultScope(clouds[name].graph)).toBe(`${graph}/.default`);
  });
  it('no address of one cloud stands in the row of a cloud elsewhere', () => {
    const suffix: Record<CloudName, RegExp> = { global: /\.(com|net)$/, usgov: /\.us$/, usgovdod: /\.us$/, china: /\.cn$/ };
    for (const name of cloudNames) {
      const { authority, graph, portal, bot } = clouds[name];
      const addresses = [authority, graph, portal, bot.tokenIssuer, bot.openIdMetadata, bot.emulatorOpenIdMetadata, bot.oauth];
      for (const address of addresses) expect(new URL(address).hostname).toMatch(suffix[name]);
      for (const host of bot.serviceHosts) expect(host).toMatch(suffix[name]);
    }
  });
  it.each<[CloudName, string]>([
    ['global', 'https://smba.trafficmanager.net/emea/'],
    ['global', 'https://smba.infra.gcc.teams.microsoft.com/teams/'],
    ['usgov', 'https://smba.infra.gov.teams.microsoft.us/gcch/'],
    ['usgovdod', 'https://smba.infra.dod.teams.microsoft.us/dod/'],
    ['china', 'https://frontend.botapi.msg.infra.teams.microsoftonline.cn/'],
  ])('%s takes messages of a bot at %s, and the others do not', (name, serviceUrl) => {
    for (const other of cloudNames) expect(ofTeams(clouds[other])(serviceUrl)).toBe(other === name);
  });
  it('21Vianet has no workbook API, plans, presence, people or activity feed; the others have all', () => {
    for (const capability of ['workbook', 'planner', 'presence', 'people', 'activityFeed'] as const)
      expect(cloudNames.filter((name) => offers(clouds[name], capability))).toEqual(['global', 'usgov', 'usgovdod']);
  });
  it('plans are no source there, lists, files and calendars are one everywhere', () => {
    expect(cloudNames.filter((name) => offersSource(clouds[name], 'planner'))).toEqual(['global', 'usgov', 'usgovdod']);
    for (const kind of ['list', 'workbook', 'file', 'calendar', 'directory'])
      expect(cloudNames.filter((name) => offersSource(clouds[name], kind))).toEqual([...cloudNames]);
  });
  it('the bot is at work as the administrator says, else as the cloud has it', () => {
    expect([hasBot(clouds.china, null), hasBot(clouds.china, true), hasBot(clouds.usgov, null), hasBot(clouds.global, false)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
  it('says what is lacking, in the language of who asks', () => {
    const said = presentCloud(clouds.china, false, 'zh-CN');
    expect(said.title).toContain('世纪互联');
    expect(said.lacks.map(({ capability }) => capability)).toEqual(['workbook', 'planner', 'presence', 'people', 'activityFeed', 'bot']);
    expect(said.lacks.every(({ text }) => /[\u4e00-\u9fff]/.test(text))).toBe(true);
    expect(presentCloud(clouds.china, true, 'en').lacks.map(({ capability }) => capability)).not.toContain('bot');
    expect(presentCloud(clouds.global, true, 'en').lacks).toEqual([]);
  });
  it.each(cloudNames)('%s is where people sign in, and whose tokens are believed, as the setting says', (name) => {
    const ids = {
      TENANT_ID: '8f0b9b51-6a3c-4c5e-9a55-0d6a3c2f7e11',
      CLIENT_ID: '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
      CLIENT_SECRET: 's',
    };
    const tenant = realTenant(readConfig(['--mode', 'tenant'], { ...ids, CLOUD: name, TAB_DOMAIN: 'pulse.contoso.com' }));
    const authority = `${clouds[name].authority}/${ids.TENANT_ID}`;
    expect(tenant.issuer).toMatchObject({
      issuer: `${authority}/v2.0`,
      jwksUrl: `${authority}/discovery/v2.0/keys`,
      tenantId: ids.TENANT_ID,
    });
    expect(tenant.bootstrap).toMatchObject({
      authorizationEndpoint: `${authority}/oauth2/v2.0/authorize`,
      tokenEndpoint: `${authority}/oauth2/v2.0/token`,
    });
    expect([tenant.client.tokenUrl, tenant.graphRoot]).toEqual([`${authority}/oauth2/v2.0/token`, clouds[name].graph]);
    expect([tenant.writeScope, tenant.manageScope].map((scope) => new URL(scope).origin)).toEqual([clouds[name].graph, clouds[name].graph]);
  });
  it('a Graph on this machine is its own place to sign in', () => {
    expect(onThisMachine(clouds.global, 'http://localhost:3979')).toMatchObject({
      authority: 'http://localhost:3979',
      graph: 'http://localhost:3979',
    });
    expect(onThisMachine(clouds.global, 'https://graph.contoso.example').authority).toBe('https://login.microsoftonline.com');
  });
});
