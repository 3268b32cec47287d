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
    [{ TENANT_ID: tenant }, 'half a set of credentials: CLIENT_ID and CLIENT_SECRET or CLIENT_CERTIFICATE are missing'],
    [{ TENANT_ID: tenant, CLIENT_ID: client }, 'half a set of credentials: CLIENT_SECRET or CLIENT_CERTIFICATE is missing'],
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
    expect(refusal(['--mode', 'tenant'])).toBe('--mode tenant needs TENANT_ID, CLIENT_ID and CLIENT_SECRET or CLIENT_CERTIFICATE');
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
});
