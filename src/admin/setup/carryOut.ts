import { AdministratorSignInError } from '../../graph/deviceCode.ts';
import { ForbiddenError, GraphError } from '../../graph/errors.ts';
import type { Plan } from './plan.ts';
import { SetupError } from './step.ts';

/** Does the steps in their order; what was done stays done, and the next run goes on from there. @throws SetupError */
export async function carryOut({ steps }: Pick<Plan, 'steps'>, tell: (line: string) => void): Promise<void> {
  for (const [index, { says, run }] of steps.entries()) {
    try {
      await run();
      tell(`  ✓ ${says}`);
    } catch (error) {
      tell(`  ✗ ${says}`);
      const rest = steps.length - index;
      throw new SetupError(
        `${inWords(error)}\n${rest} of ${steps.length} steps are left: run it again when that is mended, and it goes on from here`,
      );
    }
  }
}

/** Why Graph refused, and who can. */
export function inWords(error: unknown): string {
  if (error instanceof AdministratorSignInError || error instanceof SetupError) return error.message;
  if (error instanceof ForbiddenError)
    return 'Microsoft Graph refuses this to who signed in: it takes a Global Administrator, or a Privileged Role Administrator with Application Administrator (and for sites a SharePoint Administrator)';
  if (error instanceof GraphError) return `Microsoft Graph says: ${error.message} (${error.code})`;
  throw error;
}
