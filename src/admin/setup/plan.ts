import type { Cloud } from '../../graph/clouds.ts';
import { NotFoundError } from '../../graph/errors.ts';
import type { Permission } from '../permissions.ts';
import { type CredentialWish, credentialSteps } from './credential.ts';
import type { Directory } from './directory.ts';
import { type Application, differences, type Wanted } from './registration.ts';
import { SetupError, type Step } from './step.ts';

/** What an administrator wants to be there afterwards. */
export interface Wish {
  displayName: string;
  /** Of an app that was registered before; null: found by its name, or made. */
  clientId: string | null;
  cloud: Cloud;
  tabDomain: string | null;
  permissions: readonly Permission[];
  sites: readonly string[];
  credential: CredentialWish;
}

/** What has been made so far: later steps need the ids of earlier ones. */
export interface Progress {
  app: Application | null;
  principalId: string | null;
}

export interface Plan {
  /** What there is already, in words. */
  isThere: readonly string[];
  steps: readonly Step[];
  progress: Progress;
}

/** Looks at what is there, and says what is to be done. Nothing is changed. @throws SetupError, GraphError */
export async function planOf(directory: Directory, wish: Wish): Promise<Plan> {
  const isThere: string[] = [];
  const steps: Step[] = [];
  const app = await find(directory, wish);
  const progress: Progress = { app, principalId: null };
  const graph = await directory.graphPrincipal();
  const idOf = ({ name, kind }: Permission): string => {
    const id = (kind === 'application' ? graph.appRoles : graph.oauth2PermissionScopes).find(({ value }) => value === name)?.id;
    if (!id) throw new SetupError(`Microsoft Graph of ${wish.cloud.title} has no permission ${name} (${kind})`);
    return id;
  };
  const wanted: Wanted = { ...wish, idOf };

  if (app) isThere.push(`the app registration "${app.displayName}" (${app.appId})`);
  else
    steps.push({
      says: `register the app "${wish.displayName}" for this organisation alone`,
      run: async () => {
        progress.app = await directory.register(wish.displayName);
      },
    });
  // What a new app lacks is what an empty one lacks; its id is known only then.
  const asItIs = app ?? { id: '', appId: '<its id>', displayName: wish.displayName };
  for (const { part, says } of differences(asItIs, wanted))
    steps.push({
      says,
      run: async () => {
        const { id } = made(progress);
        // Compared anew: each change builds on what the one before left.
        const next = differences(await directory.read(id), wanted).find((one) => one.part === part);
        if (next) await directory.change(id, next.patch);
        progress.app = await directory.read(id);
      },
    });

  const principal = app ? await directory.principalOf(app.appId) : null;
  progress.principalId = principal?.id ?? null;
  if (principal) isThere.push('its service principal');
  else
    steps.push({
      says: 'make its service principal, to which permissions are granted',
      run: async () => {
        progress.principalId = (await directory.makePrincipal(made(progress).appId)).id;
      },
    });

  const assigned = principal ? (await directory.assigned(principal.id)).map(({ appRoleId }) => appRoleId) : [];
  for (const permission of wish.permissions.filter(({ kind }) => kind === 'application')) {
    const roleId = idOf(permission);
    if (assigned.includes(roleId)) isThere.push(`the consent to ${permission.name} (application)`);
    else
      steps.push({
        says: `grant ${permission.name} (application): ${plain(permission.why)}`,
        run: async () => void (await directory.assign(principalOf(progress), graph.id, roleId)),
      });
  }

  const scopes = wish.permissions.filter(({ kind }) => kind === 'delegated').map(({ name }) => name);
  const consents = principal ? await directory.consents(principal.id) : [];
  const consent = consents.find(({ consentType, resourceId }) => consentType === 'AllPrincipals' && resourceId === graph.id) ?? null;
  const consented = consent?.scope.split(' ').filter(Boolean) ?? [];
  const unconsented = scopes.filter((scope) => !consented.includes(scope));
  if (unconsented.length > 0) {
    const scope = [...consented, ...unconsented].join(' ');
    steps.push({
      says: `consent for everybody to ${unconsented.join(', ')} (delegated: never more than the person may do)`,
      run: async () => {
        if (consent) await directory.widenConsent(consent.id, scope);
        else await directory.consent(principalOf(progress), graph.id, scope);
      },
    });
  } else isThere.push('the consent to the delegated permissions');

  const credential = await credentialSteps(directory, wish, () => made(progress), app);
  isThere.push(...credential.isThere);
  steps.push(...credential.steps);

  for (const site of wish.sites) {
    const found = await directory.siteOf(site).catch((error: unknown) => {
      if (error instanceof NotFoundError)
        throw new SetupError(
          `there is no site ${site}: give the address that the browser shows, such as https://contoso.sharepoint.com/sites/Fabrikam`,
        );
      throw error;
    });
    const grants = app ? await directory.siteGrants(found.id) : [];
    const isGranted = grants.some((grant) =>
      [...(grant.grantedToIdentities ?? []), ...(grant.grantedToIdentitiesV2 ?? [])].some(
        ({ application }) => application?.id === app?.appId,
      ),
    );
    if (isGranted) isThere.push(`its role on the site ${site}`);
    else
      steps.push({
        says: `let it read the site ${site}, and no other`,
        run: async () => void (await directory.grantSite(found.id, made(progress).appId, wish.displayName)),
      });
  }
  return { isThere, steps, progress };
}

async function find(directory: Directory, wish: Wish): Promise<Application | null> {
  if (wish.clientId) {
    const [known] = await directory.applicationsOf({ appId: wish.clientId });
    if (!known)
      throw new SetupError(
        `the directory has no app registration ${wish.clientId}: it was deleted, or belongs to another directory. Empty CLIENT_ID to have a new one made`,
      );
    return known;
  }
  const found = await directory.applicationsOf({ displayName: wish.displayName });
  if (found.length > 1)
    throw new SetupError(
      `there are ${found.length} app registrations named "${wish.displayName}" (${found.map(({ appId }) => appId).join(', ')}): put the right one's id into CLIENT_ID`,
    );
  return found[0] ?? null;
}

function made({ app }: Progress): Application {
  if (!app) throw new Error('the app has not been registered yet');
  return app;
}
function principalOf({ principalId }: Progress): string {
  if (!principalId) throw new Error('the service principal has not been made yet');
  return principalId;
}

export const plain = (text: string): string => text.replaceAll(/[_*`]/g, '');
