import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../../src/config.ts';

const tenant = '8f0b9b51-6a3c-4c5e-9a55-0d6a3c2f7e11';
const client = '1fec8e78-bce4-4aaf-ab1b-5451cc387264';
const refusal = (argv: string[], env: Record<string, string> = {}): string => {
  try {
    readConfig(argv, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('configuration', () => {
  it('is local, on loopback, with the usual ports, when nothing is set', () => {
    expect(readConfig([], {})).toMatchObject({
      mode: 'local',
      host: '127.0.0.1',
      port: 3978,
      graphPort: 3979,
      dataDir: '.data',
      databaseUrl: null,
      graphUrl: null,
      graphLog: null,
      dataFolder: null,
      asOf: null,
      playground: true,
      administrators: [],
      credentials: null,
    });
  });
  it('reads flags with a space or an equals sign', () => {
    expect(readConfig(['--data', 'exports', '--as-of=2017-12-31', '--no-playground'], {})).toMatchObject({
      dataFolder: 'exports',
      asOf: '2017-12-31',
      playground: false,
    });
  });
  it('takes an empty variable for one that is not set', () => {
    expect(readConfig([], { PORT: '', CLIENT_ID: ' ' })).toMatchObject({ port: 3978, credentials: null });
  });
  it('reads administrators by id or address', () => {
    expect(readConfig([], { ADMINS: 'Ada@Contoso.com, 8F0B9B51' }).administrators).toEqual(['ada@contoso.com', '8f0b9b51']);
  });
  it('reads tenant mode with a secret or a certificate', () => {
    const both = { TENANT_ID: tenant, CLIENT_ID: client };
    expect(readConfig(['--mode', 'tenant'], { ...both, CLIENT_SECRET: 's3cret' })).toMatchObject({
      host: '0.0.0.0',
      credentials: { tenantId: tenant, clientId: client, proof: { kind: 'secret' } },
    });
    expect(readConfig(['--mode', 'tenant'], { ...both, CLIENT_CERTIFICATE: 'pulse.pem' }).credentials?.proof).toEqual({
      kind: 'certificate',
      path: 'pulse.pem',
    });
  });

  it('names the nearest flag for one that it does not know', () => {
    expect(refusal(['--asof', '2026-01-01'])).toBe('unknown flag --asof: did you mean --as-of?');
    expect(refusal(['--no-playgrund'])).toBe('unknown flag --no-playgrund: did you mean --no-playground?');
  });
  it.each([
    [['--as-of', '31.12.2017'], '--as-of needs a date such as 2026-06-30, not "31.12.2017"'],
    [['--as-of', '2026-02-30'], '--as-of needs a date such as 2026-06-30, not "2026-02-30"'],
    [['--as-of', '1066-10-14'], '--as-of needs a date such as 2026-06-30, not "1066-10-14"'],
    [['--as-of'], '--as-of needs a date such as 2026-06-30'],
    [['--data', '--no-playground'], '--data needs a folder of CSV files'],
    [['--data', 'a', '--data', 'b'], '--data is given twice'],
    [['--mode', 'cloud'], '--mode needs "local" or "tenant", not "cloud"'],
    [['--no-playground=yes'], '--no-playground takes no value'],
    [['exports'], '"exports" is not understood: the flags are --data, --as-of, --mode, --no-playground'],
  ])('refuses %j in one line', (argv, message) => {
    expect(refusal(argv)).toBe(message);
  });
  it.each([
    [{ PORT: 'http' }, 'PORT must be a port number from 0 to 65535, not "http"'],
    [{ PORT: '70000' }, 'PORT must be a port number from 0 to 65535, not "70000"'],
    [{ GRAPH_PORT: '-1' }, 'GRAPH_PORT must be a port number from 0 to 65535, not "-1"'],
    [{ PORT: '4000', GRAPH_PORT: '4000' }, 'PORT and GRAPH_PORT are both 4000: they must differ'],
    [{ GRAPH_URL: 'graph' }, 'GRAPH_URL must be an address such as https://graph.microsoft.com, not "graph"'],
    [{ HOST: '0.0.0.0' }, 'HOST=0.0.0.0: local mode listens on loopback only'],
    [
      { TENANT_ID: tenant },
      'half a set of credentials: CLIENT_ID and one of CLIENT_SECRET, CLIENT_SECRET_FILE, CLIENT_CERTIFICATE, MANAGED_IDENTITY or FEDERATED_TOKEN_FILE are missing',
    ],
    [
      { TENANT_ID: tenant, CLIENT_ID: client },
      'half a set of credentials: one of CLIENT_SECRET, CLIENT_SECRET_FILE, CLIENT_CERTIFICATE, MANAGED_IDENTITY or FEDERATED_TOKEN_FILE is missing',
    ],
    [{ CLIENT_SECRET: 'x' }, 'half a set of credentials: TENANT_ID and CLIENT_ID are missing'],
    [{ CLIENT_SECRET: 'x', CLIENT_CERTIFICATE: 'y' }, 'CLIENT_SECRET and CLIENT_CERTIFICATE are both set: keep one of them'],
    [{ NODE_ENV: 'production' }, 'NODE_ENV=production refuses local mode: start with --mode tenant and the settings of env/'],
  ])('refuses %j in one line', (env, message) => {
    expect(refusal([], env)).toBe(message);
  });
  it('never repeats a secret', () => {
    expect(refusal([], { DATABASE_URL: 'mysql://pulse:hunter2@db' })).not.toContain('hunter2');
  });
  it('refuses tenant mode without credentials, and with CSV files', () => {
    expect(refusal(['--mode', 'tenant'])).toBe(
      '--mode tenant needs TENANT_ID, CLIENT_ID and one of CLIENT_SECRET, CLIENT_SECRET_FILE, CLIENT_CERTIFICATE, MANAGED_IDENTITY or FEDERATED_TOKEN_FILE: npm run setup makes them',
    );
    const whole = { TENANT_ID: tenant, CLIENT_ID: client, CLIENT_SECRET: 's' };
    expect(refusal(['--mode', 'tenant', '--data', 'exports'], whole)).toContain('--data serves CSV files through the local Graph');
  });
  it('refuses in production to log what Graph answers', () => {
    const whole = { TENANT_ID: tenant, CLIENT_ID: client, CLIENT_SECRET: 's', NODE_ENV: 'production' };
    expect(refusal(['--mode', 'tenant'], { ...whole, GRAPH_LOG: 'graph.log' })).toContain('NODE_ENV=production refuses GRAPH_LOG');
  });
  it('takes the domain of the tab without https://', () => {
    expect(readConfig([], { TAB_DOMAIN: 'pulse.contoso.com' }).tabDomain).toBe('pulse.contoso.com');
    expect(refusal([], { TAB_DOMAIN: 'https://pulse.contoso.com/' })).toContain('TAB_DOMAIN must be the domain of the tab');
  });
  describe('how the installation proves who it is', () => {
    const identity = '2f0b9b51-6a3c-4c5e-9a55-0d6a3c2f7e11';
    const ids = { TENANT_ID: tenant, CLIENT_ID: client };
    it.each([
      [{ CLIENT_SECRET: 's' }, { kind: 'secret', clientSecret: 's' }],
      [{ CLIENT_SECRET_FILE: '/run/secret' }, { kind: 'secretFile', path: '/run/secret' }],
      [{ CLIENT_CERTIFICATE: '/run/pulse.pem' }, { kind: 'certificate', path: '/run/pulse.pem' }],
      [{ MANAGED_IDENTITY: identity }, { kind: 'managedIdentity', identityId: identity }],
      [{ FEDERATED_TOKEN_FILE: '/run/token' }, { kind: 'workloadIdentity', tokenFile: '/run/token' }],
    ])('takes %j', (env, proof) => {
      expect(readConfig(['--mode', 'tenant'], { ...ids, ...env }).credentials).toEqual({ tenantId: tenant, clientId: client, proof });
    });
    it('takes one of them, and names all that are too many', () => {
      expect(refusal([], { ...ids, CLIENT_SECRET: 'x', CLIENT_CERTIFICATE: 'y', MANAGED_IDENTITY: identity })).toBe(
        'CLIENT_SECRET, CLIENT_CERTIFICATE and MANAGED_IDENTITY are all set: keep one of them',
      );
    });
    it('lets the bot be the app itself, or the managed identity, and nothing else', () => {
      const env = { ...ids, MANAGED_IDENTITY: identity };
      expect(readConfig([], { ...env, BOT_ID: identity }).botIdentity).toBe(identity);
      expect(readConfig([], { ...env, BOT_ID: client.toUpperCase() }).botIdentity).toBeNull();
      expect(refusal([], { ...env, BOT_ID: tenant })).toContain('BOT_ID must be CLIENT_ID');
      expect(refusal([], { ...ids, CLIENT_SECRET: 's', BOT_ID: identity })).toContain('BOT_ID must be CLIENT_ID');
    });
  });
  describe('the cloud', () => {
    const whole = { TENANT_ID: tenant, CLIENT_ID: client, CLIENT_SECRET: 's' };
    it('is the global one, and the bot is at work there', () => {
      expect(readConfig(['--mode', 'tenant'], whole)).toMatchObject({ cloud: 'global', bot: true });
    });
    it('has no bot in 21Vianet until an administrator switches it on', () => {
      expect(readConfig(['--mode', 'tenant'], { ...whole, CLOUD: 'china' }).bot).toBe(false);
      expect(readConfig(['--mode', 'tenant'], { ...whole, CLOUD: 'china', BOT: 'on' }).bot).toBe(true);
    });
    it('may do without a bot anywhere', () => {
      expect(readConfig(['--mode', 'tenant'], { ...whole, CLOUD: 'usgovdod', BOT: 'off' })).toMatchObject({
        cloud: 'usgovdod',
        bot: false,
      });
    });
    it.each([
      [{ CLOUD: 'mars' }, 'CLOUD must be "global" or "usgov" or "usgovdod" or "china", not "mars"'],
      [{ BOT: 'yes' }, 'BOT must be "on" or "off", not "yes"'],
      [{ GRAPH_URL: 'http://graph.contoso.example' }, 'GRAPH_URL must be https beyond this machine, not "http://graph.contoso.example"'],
      [
        { GRAPH_URL: 'http://localhost:3979', NODE_ENV: 'production' },
        'NODE_ENV=production refuses a GRAPH_URL on this machine: the local Graph is a tool for trying out',
      ],
    ])('refuses %j in one line', (env, message) => {
      expect(refusal(['--mode', 'tenant'], { ...whole, ...env })).toBe(message);
    });
    it('is no setting of local mode, which has its own', () => {
      expect(refusal([], { CLOUD: 'china' })).toContain('CLOUD=china: local mode has a cloud of its own');
    });
  });
});
