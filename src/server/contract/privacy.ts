/** What is held about persons, and accounts that are closed. */
import { z } from 'zod';
import { RecordType } from './words.ts';

export const HeldData = z
  .object({
    person: z.object({
      id: z.string(),
      name: z.string().nullable(),
      address: z.string().nullable(),
      title: z.string().nullable(),
      directoryId: z.string().nullable(),
    }),
    sameName: z.int().meta({ description: 'Others of the same name: what says no more than the name may be theirs, and is not listed.' }),
    held: z.array(
      z.object({
        where: z.string().meta({ description: 'The table.' }),
        what: z.string(),
        why: z.string(),
        kept: z.string().meta({ description: 'How long.' }),
        rows: z.int(),
      }),
    ),
    records: z.array(z.object({ recordType: RecordType, id: z.string(), sourceUrl: z.string().nullable(), versions: z.int() })),
    notes: z.array(z.string()).meta({ description: 'Comments and notes by or about the person.' }),
    recipients: z.string().meta({ description: 'Who else gets it.' }),
  })
  .meta({ id: 'HeldData' });

export const EraseQuery = z.strictObject({ everywhere: z.enum(['true', 'false']).default('false') });
export const Erased = z
  .object({
    pseudonym: z.string().meta({ description: 'What stands in the place of the person from now on.' }),
    rows: z.int(),
    accounts: z.int(),
    sameName: z.int(),
  })
  .meta({ id: 'Erased' });

export const CloseQuery = z.strictObject({
  confirm: z.string().optional().meta({ description: 'The account’s slug, typed by the person.' }),
});
/** Not JSON: application/zip. */
export const Exported = z.unknown().meta({ id: 'Exported', description: 'A zip archive with manifest.json.' });
export const Closed = z.object({ id: z.string(), slug: z.string(), closedAt: z.string(), deletedOn: z.string() }).meta({ id: 'Closed' });
export const ClosedAccounts = z
  .object({
    accounts: z.array(
      z.object({ id: z.string(), slug: z.string(), name: z.string().nullable(), closedAt: z.string(), deletedOn: z.string() }),
    ),
  })
  .meta({ id: 'ClosedAccounts' });
export const Reopened = z.object({ id: z.string(), slug: z.string() }).meta({ id: 'Reopened' });

const days = z.int().min(1).max(36_500).nullable();
const Kept = z.object({
  versionsAfterDays: days.meta({
    description: 'Versions that were followed by a newer one go so long after; null: never. Readings as known then reach back no further.',
  }),
  deletedAfterDays: days.meta({ description: 'Records that their source deleted go so long after; null: never.' }),
});
export const Retention = z
  .object({
    recordTypes: z.partialRecord(RecordType, Kept),
    auditAfterDays: days,
    quarantineAfterDays: z.int().min(1).max(30),
  })
  .meta({ id: 'Retention' });
export const RetentionBody = z.strictObject({
  recordTypes: z.partialRecord(RecordType, Kept.partial()).optional(),
  auditAfterDays: days.optional(),
  quarantineAfterDays: z.int().min(1).max(30).optional(),
});

export type HeldData = z.infer<typeof HeldData>;
export type Erased = z.infer<typeof Erased>;
export type ClosedAccounts = z.infer<typeof ClosedAccounts>;
export type Retention = z.infer<typeof Retention>;
export type RetentionBody = z.infer<typeof RetentionBody>;
