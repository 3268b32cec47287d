import { operations } from '../contract.ts';
import { whatIsMissing } from '../readiness.ts';
import { openRoute } from '../route.ts';

export const ready = openRoute({
  operation: operations.ready,
  async answer(_asked, house) {
    const missing = await whatIsMissing(house);
    return { status: missing.length === 0 ? 200 : 503, body: { ready: missing.length === 0, missing } };
  },
});
