import { chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generate } from 'selfsigned';
import type { Cloud } from '../../graph/clouds.ts';
import type { Directory } from './directory.ts';
import type { Application } from './registration.ts';
import type { Step } from './step.ts';

/** By what the installation shall prove that it is the app. */
export type CredentialWish =
  | { kind: 'keep' | 'later' }
  | { kind: 'secret'; days: number; keep(secret: string): void }
  | { kind: 'certificate'; days: number; path: string; keep(path: string): void }
  | { kind: 'managed-identity'; clientId: string; principalId: string; tenantId: string; keep(clientId: string): void }
  | { kind: 'workload-identity'; issuer: string; subject: string };

const dayMs = 86_400_000;
const label = () => `account-pulse ${new Date().toISOString().slice(0, 10)}`;

/** The steps to a credential. Secrets are handed to `keep` the moment they are known, and to nobody else. */
export async function credentialSteps(
  directory: Directory,
  { credential, cloud }: { credential: CredentialWish; cloud: Cloud },
  made: () => Application,
  app: Application | null,
): Promise<{ isThere: string[]; steps: Step[] }> {
  switch (credential.kind) {
    case 'keep':
      return { isThere: ['its credential'], steps: [] };
    case 'later':
      return { isThere: [], steps: [] };
    case 'secret': {
      const until = new Date(Date.now() + credential.days * dayMs).toISOString();
      const run = async () => credential.keep((await directory.addSecret(made().id, label(), until)).secretText);
      return {
        isThere: [],
        steps: [{ says: `make a client secret that is good until ${until.slice(0, 10)}, and keep it in the secrets' file`, run }],
      };
    }
    case 'certificate': {
      const says = `make a certificate for ${credential.days} days in ${credential.path}, and let the app be known by it (those before stay known until you take them away)`;
      return { isThere: [], steps: [{ says, run: () => certify(directory, credential, made()) }] };
    }
    case 'managed-identity': {
      const issuer = `${cloud.authority}/${credential.tenantId}/v2.0`;
      const trust = { name: 'account-pulse-identity', issuer, subject: credential.principalId };
      const steps = await trusting(
        directory,
        cloud,
        trust,
        made,
        app,
        `trust the managed identity ${credential.clientId}: no secret is needed any more`,
      );
      return {
        ...steps,
        steps: [...steps.steps, { says: 'note it as MANAGED_IDENTITY', run: async () => credential.keep(credential.clientId) }],
      };
    }
    case 'workload-identity': {
      const trust = { name: 'account-pulse-workload', issuer: credential.issuer, subject: credential.subject };
      return trusting(
        directory,
        cloud,
        trust,
        made,
        app,
        `trust ${credential.subject} of ${credential.issuer}: no secret is needed any more`,
      );
    }
  }
}

async function trusting(
  directory: Directory,
  cloud: Cloud,
  trust: { name: string; issuer: string; subject: string },
  made: () => Application,
  app: Application | null,
  says: string,
): Promise<{ isThere: string[]; steps: Step[] }> {
  const known = app ? await directory.trusted(app.id) : [];
  if (known.some(({ issuer, subject }) => issuer === trust.issuer && subject === trust.subject))
    return { isThere: ['its trust in the identity it runs as'], steps: [] };
  const run = async () => void (await directory.trust(made().id, { ...trust, audiences: [cloud.tokenExchange] }));
  return { isThere: [], steps: [{ says, run }] };
}

/** The new file takes the old one's place only once the directory knows it: the server may read it at any moment. */
async function certify(
  directory: Directory,
  { days, path, keep }: Extract<CredentialWish, { kind: 'certificate' }>,
  app: Application,
): Promise<void> {
  const notAfterDate = new Date(Date.now() + days * dayMs);
  const made = await generate([{ name: 'commonName', value: 'account-pulse' }], { keySize: 2048, algorithm: 'sha256', notAfterDate });
  const key = made.cert.replaceAll(/-----[^-]+-----|\s/g, '');
  const known = (app.keyCredentials ?? []).map(({ keyId, type, usage, displayName }) => ({ keyId, type, usage, displayName }));
  const added = { type: 'AsymmetricX509Cert', usage: 'Verify', displayName: label(), key };
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, `${made.private}\n${made.cert}`, { mode: 0o600 });
  await directory.change(app.id, { keyCredentials: [...known, added] as never });
  if (existsSync(path)) chmodSync(path, 0o600);
  renameSync(`${path}.new`, path);
  keep(path);
}
