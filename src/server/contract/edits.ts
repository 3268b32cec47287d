/** Edits on their way to their source. */
import { z } from 'zod';
import { wholeNumber } from './question.ts';
import { Instant, page, RecordType } from './words.ts';

export const editStates = ['waiting', 'asking', 'conflict', 'refused', 'written', 'unchanged', 'undone', 'withdrawn'] as const;
export const EditState = z.enum(editStates).meta({
  description:
    'waiting: written in its turn; asking: its person has to sign in again; conflict: its person has to decide; refused: the source takes it from nobody, or not from this person; unchanged: the source said so already.',
});
const cell = z.unknown().meta({ description: 'As in Records: dates, amounts, ids.' });
export const ConflictField = z
  .object({
    field: z.string(),
    label: z.string(),
    known: cell,
    current: cell,
    wished: cell,
    changedBy: z.string().nullable().meta({ description: 'Who changed it at the source, as the source names them.' }),
    changedAt: Instant.nullable(),
  })
  .meta({ id: 'ConflictField' });
export const Edit = z
  .object({
    id: z.string(),
    recordType: RecordType,
    recordId: z.string(),
    title: z.string().nullable(),
    state: EditState,
    fields: z
      .array(z.object({ field: z.string(), label: z.string(), before: cell, after: cell }))
      .meta({ description: 'Empty a week after it was settled.' }),
    isMine: z.boolean(),
    by: z.string().nullable().meta({ description: 'The name of whoever asked, where the account knows it.' }),
    askedAt: Instant,
    retryAt: Instant.nullable(),
    settledAt: Instant.nullable(),
    undoes: z.string().nullable(),
    problem: z
      .object({
        type: z.string(),
        text: z.string(),
        sourceUrl: z.string().nullable(),
        conflict: z.object({ version: z.string(), fields: z.array(ConflictField) }).nullable(),
      })
      .nullable(),
    canUndo: z.boolean(),
    canRetry: z.boolean(),
    canWithdraw: z.boolean(),
  })
  .meta({ id: 'Edit' });
export const Edits = z.object({ ...page, edits: z.array(Edit) }).meta({ id: 'Edits' });
export const EditsQuery = z.strictObject({
  state: z.enum([...editStates, 'open']).optional(),
  mine: z.stringbool().default(false),
  page: wholeNumber(1, 1_000_000).default(1),
  limit: wholeNumber(1, 200).default(25),
});
export const EditAgainBody = z.strictObject({ ifMatch: z.string().max(200).optional() }).default({});
/** What became of an edit at once. */
export const EditAnswer = z
  .object({
    id: z.string(),
    state: z.enum(['written', 'waiting']),
    retryAt: Instant.nullable(),
    isSeen: z.boolean().meta({ description: 'false: written, but the source does not report it yet; the readings follow by themselves.' }),
  })
  .meta({ id: 'EditAnswer' });
export type Edit = z.infer<typeof Edit>;
export type Edits = z.infer<typeof Edits>;
export type EditAnswer = z.infer<typeof EditAnswer>;
