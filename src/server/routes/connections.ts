import { clouds, offers } from '../../graph/clouds.ts';
import { ConsentMissingError } from '../../graph/onBehalfOf.ts';
import { isPurpose, type PurposeName, purposeNames, type Vault } from '../../vault/index.ts';
import { operations } from '../contract.ts';
import type { House } from '../house.ts';
import { presentConnection, presentConnections } from '../presenters/connections.ts';
import { ProblemError } from '../problems.ts';
import { callerRoute } from '../route.ts';
import { signInProblem } from '../signIn/problems.ts';

const vaultOf = ({ vault }: House): Vault => {
  if (!vault) throw new ProblemError('vault-closed');
  return vault;
};
/** Nothing is asked for what the cloud does not have. */
const isOffered = (purpose: PurposeName, { cloud }: House): boolean =>
  purpose !== 'planner' || offers(cloud?.cloud ?? clouds.global, 'planner');
const purposeOf = (path: Readonly<Record<string, string>>, house: House): PurposeName => {
  const name = path.purpose ?? '';
  if (!isPurpose(name) || !isOffered(name, house)) throw new ProblemError('not-found');
  return name;
};

/** What the caller lets us do in their name while they are away: everybody's own, and nobody else's. */
export const connections = callerRoute({
  operation: operations.connections,
  async answer({ caller, language }, house) {
    const { vault } = house;
    const offered = purposeNames.filter((purpose) => isOffered(purpose, house));
    const isOpen = vault ? await vault.isOpen() : false;
    return { body: presentConnections(isOpen, offered, vault ? await vault.of(caller.directoryId) : [], language) };
  },
});

export const connect = callerRoute({
  operation: operations.connect,
  async answer({ caller, assertion, language, path }, house) {
    const [vault, purpose] = [vaultOf(house), purposeOf(path, house)];
    if (assertion === null) throw new ProblemError('sign-in-needed');
    try {
      await vault.connect(caller.directoryId, purpose, assertion);
    } catch (error) {
      if (error instanceof ConsentMissingError && error.scope && house.askForConsent) {
        const consent = await house.askForConsent({ caller, scope: error.scope, purpose, language });
        throw new ProblemError('consent-missing', undefined, undefined, { consent });
      }
      throw signInProblem(error) ?? error;
    }
    const kept = await vault.of(caller.directoryId);
    return {
      body: presentConnection(
        purpose,
        kept.find((one) => one.purpose === purpose),
        language,
      ),
    };
  },
});

export const disconnect = callerRoute({
  operation: operations.disconnect,
  async answer({ caller, language, path }, house) {
    const purpose = purposeOf(path, house);
    await vaultOf(house).revoke(caller.directoryId, purpose);
    return { body: presentConnection(purpose, undefined, language) };
  },
});
