/** Records and sources. */
import { z } from 'zod';
import { Instant, page, RecordType } from './words.ts';

export const RecordField = z
  .object({
    name: z.string(),
    kind: z.string(),
    label: z.string(),
    choices: z.record(z.string(), z.string()).optional(),
    refersTo: RecordType.optional(),
  })
  .meta({ id: 'RecordField' });
export const RecordRow = z
  .object({
    id: z.string(),
    title: z.string().nullable(),
    fields: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Money as {amount, currency}; persons and references as ids, whose names stand in `names`.' }),
    source: z.string(),
    sourceUrl: z.string().nullable(),
    modifiedAt: Instant.nullable(),
    knownFrom: Instant,
  })
  .meta({ id: 'RecordRow' });
export const Records = z
  .object({
    type: RecordType,
    label: z.string(),
    fields: z.array(RecordField),
    ...page,
    records: z.array(RecordRow),
    names: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Records' });

export const Source = z
  .object({
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    webUrl: z.string().nullable(),
    state: z.enum(['new', 'syncing', 'fresh', 'stale', 'asking', 'failed']),
    recordTypes: z.array(RecordType),
    rowsSeen: z.int(),
    records: z.int().meta({ description: 'Current records that came from it.' }),
    quarantined: z.int(),
    freshAsOf: Instant.nullable().meta({ description: 'The last successful round.' }),
    lastAttemptAt: Instant.nullable(),
    problem: z.object({ code: z.string(), message: z.string(), at: Instant.nullable() }).nullable(),
    advice: z
      .string()
      .nullable()
      .meta({ description: 'What to do about the problem, and what becomes of the records meanwhile; in the caller’s language.' }),
    following: z
      .enum(['notifications', 'schedule'])
      .meta({ description: 'notifications: Microsoft Graph reports changes at once; schedule: they are read every 15 minutes.' }),
    followingNote: z.string().nullable().meta({ description: 'Why the schedule alone serves.' }),
    reconciledAt: Instant.nullable().meta({ description: 'When everything was last enumerated to find what delta had missed.' }),
    missed: z.int().nullable().meta({ description: 'Records that delta had missed, found then.' }),
    progress: z
      .object({
        rows: z.int(),
        of: z.int().nullable().meta({ description: 'As many as there were last time; null: unknown.' }),
        secondsLeft: z.int().nullable(),
        unitsLeft: z.int().nullable().meta({ description: 'What the rest costs, in the units of Microsoft Graph’s daily allowance.' }),
        unitsPerDay: z.int(),
      })
      .nullable()
      .optional()
      .meta({ description: 'While the source is being read whole.' }),
    history: z
      .object({
        from: Instant.nullable().meta({ description: 'The oldest version that was replayed.' }),
        wholeFrom: Instant.nullable().meta({ description: 'Before it versions are missing; null: none is known to be.' }),
        rowsLeft: z.int().meta({ description: 'Rows whose earlier versions are still to be read.' }),
      })
      .nullable()
      .optional()
      .meta({ description: 'What the source remembers from before it was connected; null: nothing.' }),
  })
  .meta({ id: 'Source' });
/** What this installation cannot do, because the cloud has no such service or an administrator switched it off. */
export const CloudFacts = z
  .object({
    name: z.string(),
    title: z.string(),
    lacks: z.array(z.object({ capability: z.string(), text: z.string().meta({ description: 'In the caller’s language.' }) })),
  })
  .meta({ id: 'CloudFacts' });
export const Sources = z.object({ sources: z.array(Source), cloud: CloudFacts }).meta({ id: 'Sources' });
export const QuarantineRow = z
  .object({
    source: z.string(),
    rowId: z.string(),
    recordType: RecordType,
    recordId: z.string().nullable(),
    reasons: z.array(z.object({ column: z.string().nullable(), field: z.string().nullable(), value: z.unknown(), expected: z.string() })),
    cells: z.record(z.string(), z.unknown()).meta({ description: 'The mapped columns of the row, nothing else.' }),
    sourceUrl: z.string().nullable(),
    quarantinedAt: Instant,
    withheld: z.boolean().meta({ description: 'Values that speak of a person are for the manager.' }),
  })
  .meta({ id: 'QuarantineRow' });
export const Quarantine = z.object({ ...page, rows: z.array(QuarantineRow) }).meta({ id: 'Quarantine' });
export const SyncResult = z
  .object({
    sources: z.array(
      z.object({
        id: z.string(),
        state: Source.shape.state,
        rows: z.int().meta({ description: 'Rows that the source gave, changed or not.' }),
        written: z.int(),
        deleted: z.int(),
        missed: Source.shape.missed,
        quarantined: z.int(),
        problem: Source.shape.problem,
      }),
    ),
  })
  .meta({ id: 'SyncResult' });
export const DeletionsResult = z
  .object({ deleted: z.int().meta({ description: 'How many records went.' }) })
  .meta({ id: 'DeletionsResult' });
export type DeletionsResult = z.infer<typeof DeletionsResult>;
export type Records = z.infer<typeof Records>;
export type Sources = z.infer<typeof Sources>;
export type Quarantine = z.infer<typeof Quarantine>;
export type SyncResult = z.infer<typeof SyncResult>;
