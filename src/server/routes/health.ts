import { operations } from '../contract.ts';
import { openRoute } from '../route.ts';

export const health = openRoute({ operation: operations.health, answer: async () => ({ body: { status: 'ok' } }) });
