import { ConsentMissingError } from '../../graph/onBehalfOf.ts';
import { isPurpose, type PurposeName, type Vault } from '../../vault/index.ts';
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
const purposeOf = (path: Readonly<Record<string, string>>): PurposeName => {
  const name = path.purpose ?? '';
  if (!isPurpose(name)) throw new ProblemError('not-found');
  return name;
};

/** What the caller lets us do in their name while they are away: everybody's own, and nobody else's. */
export const connections = callerRoute({
  operation: operations.connections,
  async answer({ caller, language }, { vault }) {
    const isOpen = vault ? await vault.isOpen() : false;
    return { body: presentConnections(isOpen, vault ? await vault.of(caller.directoryId) : [], language) };
  },
});

export const connect = callerRoute({
  operation: operations.connect,
  async answer({ caller, assertion, language, path }, house) {
    const [vault, purpose] = [vaultOf(house), purposeOf(path)];
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
    const purpose = purposeOf(path);
    await vaultOf(house).revoke(caller.directoryId, purpose);
    return { body: presentConnection(purpose, undefined, language) };
  },
});
