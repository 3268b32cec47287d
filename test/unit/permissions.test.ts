import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { GRANTED } from '../../demo/graph/permissions.ts';
import { lineOf } from '../../src/admin/finding.ts';
import { chosen, keyOf, permissions } from '../../src/admin/permissions.ts';
import { withTables } from '../../src/admin/permissionsTable.ts';
import { addressOf, apiScopeId, differences, graphAppId, teamsClients } from '../../src/admin/setup/registration.ts';
import { sitePath } from '../../src/admin/sitePath.ts';
import { clouds, offers } from '../../src/graph/clouds.ts';
import { purposes } from '../../src/vault/purposes.ts';

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const names = (kind: string, isNeeded?: boolean) =>
  permissions.filter((one) => one.kind === kind && (isNeeded === undefined || one.isNeeded === isNeeded)).map(({ name }) => name);

describe('the table of permissions', () => {
  it('is what docs/permissions.md shows (npm run docs:permissions renews it)', () => {
    expect(withTables(text('docs/permissions.md'))).toBe(text('docs/permissions.md'));
  });
  it('names each once', () => {
    expect(new Set(permissions.map(keyOf)).size).toBe(permissions.length);
  });
  it('holds what the app packages ask of a team', () => {
    const manifest = JSON.parse(text('appPackage/manifest.json'));
    const reading: { name: string }[] = JSON.parse(text('appPackage/with-reading/permissions.json'));
    const asked = manifest.authorization.permissions.resourceSpecific.map(({ name }: { name: string }) => name);
    expect([...asked, ...reading.map(({ name }) => name)].toSorted()).toEqual(names('inTeam').toSorted());
  });
  it('holds what people are asked for when they connect something', () => {
    const asked = Object.values(purposes).flatMap((purpose) => purpose.permissions);
    expect(asked.filter((name) => !names('delegated').includes(name))).toEqual([]);
  });
  it('is granted by the local tenant, the optional ones too', () => {
    const granted: readonly string[] = [...GRANTED.application, ...GRANTED.delegated, ...GRANTED.inTeam];
    expect(names('application', true).filter((name) => !granted.includes(name))).toEqual([]);
    expect(names('delegated', true).filter((name) => !granted.includes(name))).toEqual([]);
  });
  it('is asked for whole where everything optional is chosen, and without what the cloud lacks', () => {
    expect(chosen([], () => true).map(keyOf)).toEqual(permissions.filter(({ isNeeded, kind }) => isNeeded && kind !== 'inTeam').map(keyOf));
    expect(chosen('all', () => true)).toHaveLength(names('application').length + names('delegated').length);
    const inChina = chosen('all', (capability) => offers(clouds.china, capability)).map(keyOf);
    expect(inChina).not.toContain('Tasks.Read (delegated)');
  });
});

describe('the registration for the Agents Toolkit', () => {
  const manifest = JSON.parse(
    text('infra/aad.manifest.json').replaceAll(/\$\{\{(\w+)\}\}/g, (_, name: string) => name.toLowerCase().replaceAll('_', '-')),
  );
  it('is the one that npm run setup makes', () => {
    const idOf = ({ name }: { name: string }) => name;
    const permissions_ = chosen([], () => true);
    const app = {
      ...{ id: 'x', displayName: 'x', appId: 'client-id', identifierUris: [addressOf('tab-domain', 'client-id')] },
      ...{ api: manifest.api, web: manifest.web, spa: manifest.spa, optionalClaims: manifest.optionalClaims },
      requiredResourceAccess: manifest.requiredResourceAccess.map((one: { resourceAccess: object[] }) => ({
        ...one,
        resourceAppId: graphAppId,
      })),
    };
    const wanted = { displayName: 'x', cloud: clouds.global, tabDomain: 'tab-domain', permissions: permissions_, idOf };
    expect(differences(app, wanted)).toEqual([]);
    expect(manifest.api.preAuthorizedApplications.map(({ appId }: { appId: string }) => appId)).toEqual([...teamsClients]);
    expect(manifest.api.oauth2PermissionScopes[0].id).toBe(apiScopeId);
    const asked = manifest.requiredResourceAccess.flatMap(({ resourceAccess }: { resourceAccess: { id: string }[] }) =>
      resourceAccess.map(({ id }) => id),
    );
    expect(asked.toSorted()).toEqual(permissions_.map(({ name }) => name).toSorted());
  });
});

describe('a finding', () => {
  it('is one line, with what to do beneath it', () => {
    const line = lineOf({
      subject: 'X',
      state: 'missing',
      says: 'not granted',
      withoutIt: 'the sources turn _failed_',
      grant: 'do this\nor that',
    });
    expect(line).toBe('✗ X: not granted. Without it: the sources turn failed\n    → do this\n    → or that');
  });
});

describe('the path of a site', () => {
  it.each([
    ['contoso.sharepoint.com,1,2', '/sites/contoso.sharepoint.com%2C1%2C2/lists'],
    ['https://contoso.sharepoint.com/sites/Fabrikam/', '/sites/contoso.sharepoint.com:/sites/Fabrikam:/lists'],
    ['https://contoso.sharepoint.com', '/sites/contoso.sharepoint.com/lists'],
  ])('of %s is %s', (site, path) => {
    expect(sitePath(site, ':/lists')).toBe(path);
  });
});
