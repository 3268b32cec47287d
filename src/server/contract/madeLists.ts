/** Lists that Account Pulse makes on the account's site, in the name of the person who asks, and their sample rows. */
import { z } from 'zod';
import { languages } from './digests.ts';
import { Instant, RecordType } from './words.ts';

export const proposedStates = ['absent', 'incomplete', 'made', 'connected', 'elsewhere'] as const;

export const ProposedColumn = z
  .object({
    field: z.string(),
    label: z.string(),
    kind: z.enum(['text', 'note', 'number', 'date', 'choice', 'boolean', 'person', 'lookup']),
    isSeveral: z.boolean(),
    choices: z.array(z.string()).nullable(),
    refersTo: RecordType.nullable(),
  })
  .meta({ id: 'ProposedColumn' });
export const ProposedList = z
  .object({
    recordType: RecordType,
    label: z.string(),
    purpose: z.string().meta({ description: 'What it is for, in one sentence.' }),
    name: z.string().meta({ description: 'What the list is or will be called.' }),
    state: z.enum(proposedStates).meta({
      description:
        'absent: not on the site. incomplete: made by Account Pulse, columns are missing (make it again to complete it). made: there, and no source yet. connected: there, and a source. elsewhere: another source gives these records.',
    }),
    exists: z.boolean(),
    isSuggested: z.boolean().meta({ description: 'Ticked from the beginning: KPIs read it, and nothing else gives it.' }),
    webUrl: z.string().nullable(),
    source: z.string().nullable().meta({ description: 'The id of its source.' }),
    kpis: z.array(z.string()).meta({ description: 'Titles of the KPIs that read it.' }),
    columns: z.array(ProposedColumn),
    sampleRows: z.int().nullable().meta({ description: 'How many sample rows it holds; null: not looked at.' }),
  })
  .meta({ id: 'ProposedList' });
export const ProposedLists = z
  .object({
    site: z.object({ name: z.string().nullable(), webUrl: z.string().nullable() }),
    language: z.enum(languages).meta({ description: 'In which the names and columns are proposed.' }),
    lists: z.array(ProposedList),
    canMake: z.boolean().meta({ description: 'False: nobody has consented yet that lists are made in the caller’s name.' }),
    run: z.string().nullable().meta({ description: 'The id of a making that is under way, or was left off before its end.' }),
  })
  .meta({ id: 'ProposedLists' });
export const ProposedListsQuery = z.strictObject({
  language: z.enum(languages).optional(),
  sampleRows: z.enum(['true', 'false']).default('false').meta({ description: 'true: also count the sample rows.' }),
});

export const MakeListsBody = z
  .strictObject({
    recordTypes: z
      .array(RecordType.exclude(['account']))
      .min(1)
      .max(17),
    language: z.enum(languages).optional().meta({ description: 'Of titles, columns and choices; the linked channel’s unless given.' }),
    sampleRows: z.boolean().default(false),
  })
  .meta({ id: 'MakeListsBody' });

export const making = ['waiting', 'creating', 'done', 'failed'] as const;
export const MadeList = z
  .object({
    recordType: RecordType,
    label: z.string(),
    name: z.string(),
    state: z.enum(making),
    outcome: z.enum(['made', 'completed', 'there']).nullable(),
    webUrl: z.string().nullable(),
    source: z.string().nullable(),
    sampleRows: z.int(),
    problem: z
      .object({ type: z.string(), text: z.string() })
      .nullable()
      .meta({ description: '`type` as that of problem details: site-forbidden, consent-missing, name-taken, source-busy …' }),
  })
  .meta({ id: 'MadeList' });
export const ListMaking = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'done', 'failed', 'stopped']).meta({
      description: 'failed: at least one list could not be made. stopped: it was left off (a restart); start it again, nothing is doubled.',
    }),
    startedAt: Instant,
    endedAt: Instant.nullable(),
    language: z.enum(languages),
    lists: z.array(MadeList),
  })
  .meta({ id: 'ListMaking' });

export const SampleRowsBody = z.strictObject({ language: z.enum(languages).optional() }).meta({ id: 'SampleRowsBody' });
export const SampleRowsQuery = z.strictObject({
  changedToo: z.enum(['true', 'false']).default('false').meta({ description: 'true: also sample rows that somebody has changed since.' }),
});
export const SampleRows = z
  .object({
    added: z.int(),
    removed: z.int(),
    kept: z.int().meta({ description: 'Sample rows that somebody has changed: they stay.' }),
    lists: z.array(z.object({ recordType: RecordType, name: z.string(), added: z.int(), removed: z.int(), kept: z.int() })),
  })
  .meta({ id: 'SampleRows' });

export type ProposedColumn = z.infer<typeof ProposedColumn>;
export type ProposedList = z.infer<typeof ProposedList>;
export type ProposedLists = z.infer<typeof ProposedLists>;
export type MadeList = z.infer<typeof MadeList>;
export type ListMaking = z.infer<typeof ListMaking>;
export type SampleRows = z.infer<typeof SampleRows>;
