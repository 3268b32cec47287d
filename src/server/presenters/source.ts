import { z } from 'zod';
import type { ConnectedSource, Sources } from '../contract.ts';
import { presentEntries } from '../mappings/entries.ts';
import type { StoredSource } from '../mappings/stored.ts';

const Stored = z.object({ code: z.string().default('unknown'), message: z.string().default(''), at: z.string().nullable().default(null) });

/** Why the last attempt failed, as sync has stored it. */
export function presentProblem(stored: unknown): Sources['sources'][number]['problem'] {
  return stored === null || stored === undefined ? null : Stored.catch({ code: 'unknown', message: '', at: null }).parse(stored);
}

export const presentConnected = ({ id, kind, name, mapping, madeFor }: StoredSource): ConnectedSource => ({
  ...{ id, kind, name },
  recordTypes: [...new Set(mapping.map((entry) => entry.recordType))],
  entries: presentEntries(mapping),
  isMade: madeFor !== null,
});
