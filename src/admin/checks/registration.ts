import { offers } from '../../graph/clouds.ts';
import { GraphError } from '../../graph/errors.ts';
import type { Examination } from '../examination.ts';
import type { Finding } from '../finding.ts';
import { chosen, keyOf, permissions } from '../permissions.ts';
import { inWords } from '../setup/carryOut.ts';
import type { Directory } from '../setup/directory.ts';
import { type Application, differences } from '../setup/registration.ts';
import { grantOf } from './permissions.ts';

const subject = 'App registration';

/** What only an administrator is told: the registration itself, the consents that persons need, and what runs out. */
export async function checkRegistration(at: Examination, directory: Directory): Promise<Finding[]> {
  try {
    const [app] = await directory.applicationsOf({ appId: at.credentials.clientId });
    if (!app)
      return [
        {
          subject,
          state: 'missing',
          says: `${at.credentials.clientId} is not in this directory`,
          withoutIt: 'nobody can sign in',
          grant: at.setup,
        },
      ];
    return [...(await checkApplication(at, directory, app)), ...(await checkConsents(at, directory)), ...expiries(at, app)];
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return [{ subject, state: 'note', says: `could not be looked at: ${inWords(error)}` }];
  }
}

async function checkApplication(at: Examination, directory: Directory, app: Application): Promise<Finding[]> {
  const graph = await directory.graphPrincipal();
  const idOf = ({ name, kind }: { name: string; kind: string }) =>
    (kind === 'application' ? graph.appRoles : graph.oauth2PermissionScopes).find(({ value }) => value === name)?.id ?? '';
  const needed = chosen([], (capability) => offers(at.cloud, capability));
  const lacking = differences(app, {
    displayName: app.displayName,
    cloud: at.cloud,
    tabDomain: at.config.tabDomain,
    permissions: needed,
    idOf,
  });
  if (lacking.length === 0) return [{ subject, state: 'ok', says: `"${app.displayName}" is as it must be` }];
  return lacking.map(({ says }) => ({
    ...{ subject, state: 'missing', says: `still to do: ${says}`, withoutIt: 'sign-in in Teams fails, or asks each time' },
    grant: at.setup,
  }));
}

async function checkConsents(at: Examination, directory: Directory): Promise<Finding[]> {
  const principal = await directory.principalOf(at.credentials.clientId);
  if (!principal)
    return [{ subject, state: 'missing', says: 'it has no service principal', withoutIt: 'nothing can be consented to', grant: at.setup }];
  const consented = new Set((await directory.consents(principal.id)).flatMap(({ scope }) => scope.split(' ')));
  return permissions
    .filter(({ kind, needs }) => kind === 'delegated' && (needs === undefined || offers(at.cloud, needs)))
    .map((permission): Finding => {
      if (consented.has(permission.name)) return { subject: keyOf(permission), state: 'ok', says: 'consented to' };
      const grant = grantOf(permission, at);
      if (!permission.isNeeded)
        return {
          subject: keyOf(permission),
          state: 'reduced',
          says: 'nobody has consented; a person may be asked',
          withoutIt: permission.withoutIt,
          grant,
        };
      return { subject: keyOf(permission), state: 'missing', says: 'nobody has consented', withoutIt: permission.withoutIt, grant };
    });
}

const dayMs = 86_400_000;

/** The newest secret or certificate counts: older ones may run out in peace. */
function expiries({ credentials, now, setup }: Examination, app: Application): Finding[] {
  const kind = credentials.proof.kind;
  if (kind !== 'secret' && kind !== 'secretFile') return [];
  const last = (app.passwordCredentials ?? [])
    .map(({ endDateTime }) => endDateTime)
    .toSorted()
    .at(-1);
  if (!last)
    return [
      {
        subject: 'Client secret',
        state: 'missing',
        says: 'the app has none',
        withoutIt: 'nobody can sign in',
        grant: `${setup} --new-secret`,
      },
    ];
  const days = Math.floor((Date.parse(last) - now().getTime()) / dayMs);
  const says = days < 0 ? `the newest expired on ${last.slice(0, 10)}` : `the newest is good until ${last.slice(0, 10)}`;
  return [
    {
      subject: 'Client secret',
      state: days < 0 ? 'missing' : days < 30 ? 'note' : 'ok',
      says,
      ...(days < 30 ? { grant: `${setup} --new-secret` } : {}),
    },
  ];
}
