import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../../src/config.ts';
import { readCommand } from '../../src/operation/commandLine.ts';
import { installationDir } from '../../src/operation/dataDir.ts';
import { OperationError } from '../../src/operation/errors.ts';
import { currentSecret, withSecretFiles } from '../../src/operation/secretFiles.ts';
import { stopping } from '../../src/operation/stopping.ts';
import { refuseOtherMajor } from '../../src/store/embeddedVersion.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'account-pulse-operation-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a secret in a file', () => {
  it('stands for the setting, and is refused beside it or where it cannot be read', () => {
    const file = join(folder, 'token');
    writeFileSync(file, 'a-token-of-sixteen-characters\n');
    const config = readConfig([], withSecretFiles({ METRICS_TOKEN_FILE: file }));
    expect(config.metricsToken).toBe('a-token-of-sixteen-characters');
    expect(() => withSecretFiles({ METRICS_TOKEN_FILE: file, METRICS_TOKEN: 'x' })).toThrow(
      'METRICS_TOKEN and METRICS_TOKEN_FILE are both set',
    );
    expect(() => withSecretFiles({ METRICS_TOKEN_FILE: join(folder, 'none') })).toThrow(/METRICS_TOKEN_FILE: .* cannot be read \(ENOENT\)/);
    expect(() => readConfig([], withSecretFiles({ METRICS_TOKEN: 'short' }))).toThrow(
      'METRICS_TOKEN must be at least 16 characters without spaces',
    );
  });

  it('is read anew when it was replaced, and kept while it cannot be read', () => {
    const file = join(folder, 'secret');
    const put = (text: string, second: number) => {
      writeFileSync(file, text);
      utimesSync(file, second, second);
    };
    put('first-secret', 1000);
    const secret = currentSecret('OPERATOR_WEBHOOK_SECRET', { OPERATOR_WEBHOOK_SECRET_FILE: file });
    expect(secret()).toBe('first-secret');
    put('second-secret\n', 2000);
    expect(secret()).toBe('second-secret');
    put('', 3000);
    expect(secret()).toBe('second-secret');
    rmSync(file);
    expect(secret()).toBe('second-secret');
    put('third-secret', 4000);
    expect(secret()).toBe('third-secret');
    expect(currentSecret('METRICS_TOKEN', { METRICS_TOKEN: 'from the environment' })()).toBe('from the environment');
    expect(currentSecret('METRICS_TOKEN', {})()).toBeNull();
  });
});

describe('the settings of operation', () => {
  it.each([
    ['http://alerts.example/hook', 'must be an https address'],
    ['ftp://alerts.example', 'OPERATOR_WEBHOOK must be an address such as'],
    ['https://name:word@alerts.example/hook', 'must not hold a name or password'],
    ['http://10.0.0.1/hook', 'must be an https address'],
  ])('refuses the webhook %s', (url, why) => {
    expect(() => readConfig([], { OPERATOR_WEBHOOK: url })).toThrow(ConfigError);
    expect(() => readConfig([], { OPERATOR_WEBHOOK: url })).toThrow(why);
  });

  it('takes an https webhook, and on this machine one without in local mode', () => {
    expect(readConfig([], { OPERATOR_WEBHOOK: 'https://alerts.example/hook' }).operatorWebhook).toEqual({
      url: 'https://alerts.example/hook',
      secret: null,
    });
    expect(readConfig([], { OPERATOR_WEBHOOK: 'http://127.0.0.1:9/hook' }).operatorWebhook?.url).toBe('http://127.0.0.1:9/hook');
    expect(() => readConfig([], { OPERATOR_WEBHOOK_SECRET: 'a-secret-of-the-operator' })).toThrow('without OPERATOR_WEBHOOK');
  });
});

describe('the command line of backup and restore', () => {
  it('takes a file beside the flags of the server, and finds the same installation', () => {
    const command = readCommand(['a.gz', '--force', '--data', 'exports'], { DATA_DIR: '/d' }, 'usage', ['--force']);
    expect([command.file, [...command.flags]]).toEqual(['a.gz', ['--force']]);
    expect(installationDir(command.config)).toMatch(/^\/d\/data-[0-9a-f]{12}$/);
    expect(installationDir(readCommand(['a.gz'], { DATA_DIR: '/d' }, 'usage', []).config)).toBe('/d/sample');
  });
  it('says how it is used, and which flags there are', () => {
    expect(() => readCommand([], {}, 'npm run backup -- FILE', [])).toThrow(new OperationError('usage: npm run backup -- FILE'));
    expect(() => readCommand(['a', 'b'], {}, 'npm run backup -- FILE', [])).toThrow('usage');
    expect(() => readCommand(['a', '--froce'], {}, 'usage', ['--force'])).toThrow('unknown flag --froce');
  });
});

describe('an embedded folder of another PostgreSQL', () => {
  it('is refused with the steps to take', () => {
    writeFileSync(join(folder, 'PG_VERSION'), '16\n');
    expect(() => refuseOtherMajor(folder)).toThrow(
      /was written by PostgreSQL 16, and this release holds PostgreSQL 18.*1\. install the release.*npm run backup.*2\. move.*3\. install this release again.*npm run restore/s,
    );
  });
  it('is opened where it is of this one, or new', () => {
    expect(() => refuseOtherMajor(folder)).not.toThrow();
    writeFileSync(join(folder, 'PG_VERSION'), '18\n');
    expect(() => refuseOtherMajor(folder)).not.toThrow();
  });
});

describe('stopping', () => {
  it('closes the newest first, goes on where one fails, and happens once', async () => {
    const order: string[] = [];
    const said: string[] = [];
    const closings = [
      () => void order.push('database'),
      () => {
        throw new Error('the list is gone');
      },
      async () => void order.push('server'),
    ];
    const ending = stopping({ closings, giveUp: () => order.push('gave up'), say: (line) => said.push(line) });
    expect(ending.isStopping).toBe(false);
    await Promise.all([ending.stop(), ending.stop()]);
    expect(order).toEqual(['server', 'database']);
    expect(said).toEqual(['while stopping: the list is gone']);
    expect(ending.isStopping).toBe(true);
  });

  it('gives up on what does not end in time', async () => {
    const said: string[] = [];
    await new Promise<void>((gaveUp) => {
      void stopping({
        closings: [() => new Promise<void>(() => undefined)],
        limitMs: 20,
        giveUp: gaveUp,
        say: (line) => said.push(line),
      }).stop();
    });
    expect(said).toEqual(['stopping took longer than 0.02 s: what was under way goes on at the next start']);
  });
});
