import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of a secret only its hash is kept; it is shown once. */
export interface Secret {
  keyId: string;
  displayName: string | null;
  hint: string;
  startDateTime: string;
  endDateTime: string;
  hash: string;
}
export interface KeyCredential {
  keyId: string;
  displayName: string | null;
  type: string;
  usage: string;
  /** The certificate, DER in base64. */
  key: string;
  startDateTime: string;
  endDateTime: string;
}
export interface FederatedCredential {
  id: string;
  name: string;
  issuer: string;
  subject: string;
  audiences: string[];
  description: string | null;
}
export interface Application {
  id: string;
  appId: string;
  createdDateTime: string;
  /** What was sent, as it was sent: displayName, api, web, spa, requiredResourceAccess … */
  written: Record<string, unknown> & { displayName: string };
  secrets: Secret[];
  keys: KeyCredential[];
  federated: FederatedCredential[];
}
export interface RoleAssignment {
  id: string;
  principalId: string;
  resourceId: string;
  appRoleId: string;
  createdDateTime: string;
}
export interface Consent {
  id: string;
  clientId: string;
  resourceId: string;
  consentType: 'AllPrincipals' | 'Principal';
  principalId: string | null;
  scope: string;
}
export interface SiteGrant {
  id: string;
  siteId: string;
  roles: string[];
  appId: string;
  displayName: string;
}

interface Kept {
  applications: Application[];
  /** appId → the id of its service principal. */
  principals: Record<string, string>;
  assignments: RoleAssignment[];
  consents: Consent[];
  siteGrants: SiteGrant[];
}

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** The apps that an administrator registers in the local tenant, and what they were granted. With a folder they outlive a restart. */
export class Registrations {
  readonly kept: Kept;
  private readonly file: string | null;
  private readonly clock: () => Date;

  constructor(folder: string | null, clock: () => Date) {
    this.file = folder === null ? null : join(folder, 'registrations.json');
    this.clock = clock;
    if (folder !== null) mkdirSync(folder, { recursive: true });
    this.kept =
      this.file !== null && existsSync(this.file)
        ? (JSON.parse(readFileSync(this.file, 'utf8')) as Kept)
        : { applications: [], principals: {}, assignments: [], consents: [], siteGrants: [] };
  }

  /** Writes what was changed: what was answered is never lost. */
  save(): void {
    if (this.file === null) return;
    writeFileSync(`${this.file}.new`, JSON.stringify(this.kept), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }

  application(idOrAppId: string): Application | null {
    const wanted = idOrAppId.toLowerCase();
    return this.kept.applications.find((app) => app.id === wanted || app.appId === wanted) ?? null;
  }

  register(written: Application['written']): Application {
    const app: Application = {
      id: randomUUID(),
      appId: randomUUID(),
      createdDateTime: this.clock().toISOString(),
      written,
      secrets: [],
      keys: [],
      federated: [],
    };
    this.kept.applications.push(app);
    this.save();
    return app;
  }

  addSecret(app: Application, displayName: string | null, endDateTime: string | null): Secret & { secretText: string } {
    const start = this.clock();
    const secretText = `${randomBytes(3).toString('hex')}~${randomBytes(24).toString('base64url')}`;
    const end = endDateTime ?? new Date(start.getTime() + 2 * 365 * 86_400_000).toISOString();
    const secret: Secret = {
      keyId: randomUUID(),
      displayName,
      hint: secretText.slice(0, 3),
      startDateTime: start.toISOString(),
      endDateTime: end,
      hash: hashOf(secretText),
    };
    app.secrets.push(secret);
    this.save();
    return { ...secret, secretText };
  }

  /** The roles that an app's tokens carry. @param nameOf a role's name by its id */
  rolesOf(appId: string, nameOf: (roleId: string) => string | null): string[] {
    const principal = this.kept.principals[appId];
    return this.kept.assignments.filter(({ principalId }) => principalId === principal).flatMap(({ appRoleId }) => nameOf(appRoleId) ?? []);
  }

  /** What people have consented to for an app. */
  scopesOf(appId: string): string[] {
    const principal = this.kept.principals[appId];
    return this.kept.consents.filter(({ clientId }) => clientId === principal).flatMap(({ scope }) => scope.split(' ').filter(Boolean));
  }

  rolesOnSite(appId: string, siteId: string): readonly string[] {
    return this.kept.siteGrants.filter((grant) => grant.appId === appId && grant.siteId === siteId).flatMap(({ roles }) => roles);
  }
}
