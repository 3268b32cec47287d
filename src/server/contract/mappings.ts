/** Connecting a list: what it seems to hold, how its rows would be understood, and the mapping that a manager confirms. */
import { z } from 'zod';
import { wholeNumber } from './question.ts';
import { Instant, page, RecordType } from './words.ts';

/** As in a mapping.json. */
const fields = z.record(z.string().max(80), z.union([z.string().max(400), z.record(z.string(), z.unknown())]));
const where = z.strictObject({
  column: z.string().max(400),
  equals: z.union([z.string(), z.number(), z.boolean()]).optional(),
  in: z
    .array(z.union([z.string(), z.number(), z.boolean()]))
    .max(200)
    .optional(),
});
const list = z.string().trim().min(1).max(255).meta({ description: 'The list’s display name on the account’s site.' });
const path = z.string().trim().min(1).max(400);
/** Where the rows are: in a list, in a table or a sheet of a workbook, or in a CSV file of the site’s document library. */
const origin = {
  list: list.optional(),
  workbook: path.optional().meta({ description: 'Its path in the document library: "Sales/Deals.xlsx".' }),
  table: z.string().trim().min(1).max(255).optional(),
  sheet: z.string().trim().min(1).max(255).optional(),
  headerRow: z.int().min(1).max(1_048_576).optional(),
  file: path.optional().meta({ description: 'A CSV file’s path in the document library.' }),
};
type Origin = Readonly<Partial<Record<keyof typeof origin, unknown>>>;
const isOne = (body: Origin): boolean => [body.list, body.workbook, body.file].filter((one) => one !== undefined).length === 1;
const oneOrigin = { message: 'name one of list, workbook and file', path: ['list'] };
export const MappedEntry = z
  .strictObject({ recordType: RecordType, where: where.optional(), fields })
  .meta({ id: 'MappedEntry', description: 'Which rows become records of which type: an entry of a mapping.json.' });
const entries = z.array(MappedEntry).min(1).max(10);

export const MappingPreviewBody = z
  .strictObject({ ...origin, recordType: RecordType.optional(), where: where.optional(), fields: fields.optional() })
  .refine(isOne, oneOrigin)
  .refine((body) => body.fields === undefined || body.recordType !== undefined, {
    message: 'name the record type of the fields',
    path: ['recordType'],
  })
  .meta({
    id: 'MappingPreviewBody',
    description:
      'Only the origin: what it may be is proposed; a workbook without table or sheet tells its parts. With `recordType` and `fields`: the rows are shown as these would read them.',
  });
export const ConnectSourceBody = z
  .strictObject({ ...origin, entries })
  .refine(isOne, oneOrigin)
  .meta({ id: 'ConnectSourceBody' });
export const MappingBody = z.strictObject({ entries }).meta({ id: 'MappingBody' });

const confidence = z.number().min(0).max(1);
const mapping = z.record(z.string(), z.unknown());
const TypeProposal = z.object({ recordType: RecordType, label: z.string(), confidence, reason: z.string() }).meta({ id: 'TypeProposal' });
const FieldProposal = z
  .object({ field: z.string(), label: z.string(), mapping, confidence, reason: z.string() })
  .meta({ id: 'FieldProposal' });
const MappingQuestion = z
  .object({
    field: z.string().meta({ description: 'A field of the record type, `id`, or `where`: which rows are the account’s.' }),
    text: z.string(),
    isNeeded: z.boolean().meta({ description: 'Without an answer the list cannot be connected.' }),
    candidates: z.array(
      z.object({ label: z.string(), mapping: mapping.nullable(), where: mapping.nullable(), confidence, reason: z.string() }),
    ),
  })
  .meta({ id: 'MappingQuestion' });
const Reason = z.object({ column: z.string().nullable(), field: z.string(), value: z.string().nullable(), expected: z.string() });
const PreviewRow = z
  .object({
    rowId: z.string(),
    recordId: z.string().nullable(),
    fields: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'As the row will be understood; null: it would be quarantined.' }),
    reasons: z.array(Reason),
  })
  .meta({ id: 'PreviewRow' });

export const MappingPreview = z
  .object({
    list: z.string().meta({ description: 'What the source is called: a list’s name, "Deals.xlsx, table Pipeline", a file’s path.' }),
    parts: z
      .array(z.object({ kind: z.enum(['table', 'sheet']), name: z.string() }))
      .nullable()
      .meta({ description: 'Of a workbook: what can be read of it. Asked without table or sheet, the first of them is shown.' }),
    columns: z.array(z.object({ name: z.string(), displayName: z.string(), filled: z.int(), examples: z.array(z.string()) })),
    sampled: z.int().meta({ description: 'How many rows were looked at.' }),
    proposal: z
      .object({
        recordType: RecordType,
        label: z.string(),
        confidence,
        isSure: z.boolean(),
        reason: z.string(),
        fields: z.array(FieldProposal),
        questions: z.array(MappingQuestion),
        unused: z.array(z.string()),
      })
      .nullable()
      .meta({ description: 'null: the list is none of the record types that KPIs are made of.' }),
    otherTypes: z.array(TypeProposal),
    preview: z
      .object({
        rows: z.array(PreviewRow),
        counted: z.object({ rows: z.int(), understood: z.int(), quarantined: z.int(), ofOthers: z.int() }),
        unmatched: z.array(z.object({ field: z.string(), refersTo: RecordType, keys: z.array(z.string()), records: z.int() })),
      })
      .nullable()
      .meta({ description: 'By the fields that were given, else by what is surely proposed; null where a needed answer is missing.' }),
  })
  .meta({ id: 'MappingPreview' });
export const AvailableLists = z
  .object({
    lists: z.array(z.object({ kind: z.literal('list'), name: z.string(), webUrl: z.string().nullable(), modifiedAt: Instant.nullable() })),
    files: z.array(
      z.object({
        kind: z.enum(['workbook', 'file']),
        name: z.string().meta({ description: 'Its path in the document library.' }),
        webUrl: z.string().nullable(),
        modifiedAt: Instant.nullable(),
        size: z.int(),
      }),
    ),
    hasMore: z.boolean().meta({ description: 'There are more files than are shown: name one by its path.' }),
  })
  .meta({
    id: 'AvailableLists',
    description: 'Lists, workbooks and CSV files of the account’s site that the caller may read and that are not connected yet.',
  });
export const ConnectedSource = z
  .object({
    id: z.string(),
    kind: z.string(),
    name: z.string(),
    recordTypes: z.array(RecordType),
    entries: z.array(MappedEntry),
    isMade: z.boolean().meta({ description: 'A list that Account Pulse has made: its mapping needs no care.' }),
  })
  .meta({ id: 'ConnectedSource', description: 'The source as it is now mapped; it is being read.' });

/** Disconnecting is asked first: without the number of records that go, or with another, it is refused. */
export const DisconnectQuery = z.strictObject({
  records: z.coerce.number().int().min(0).optional().meta({ description: 'How many records the caller was told that go.' }),
});
export const DisconnectedSource = z
  .object({ id: z.string(), name: z.string(), records: z.int(), quarantined: z.int() })
  .meta({ id: 'DisconnectedSource', description: 'What went with it; its list or file is left as it is.' });
export const LinkCandidate = z
  .object({ id: z.string(), title: z.string(), why: z.enum(['sameName', 'sameAddress', 'similarName']), likeness: z.number() })
  .meta({ id: 'LinkCandidate' });
const said = z.string().min(1).max(2_000);
export const LinkAnswerBody = z
  .strictObject({ refersTo: RecordType, said, recordId: z.string().min(1).max(400).nullable() })
  .meta({ description: 'Which record the cells that say this mean; null: none.' });
export const LinkQuery = z.strictObject({ refersTo: RecordType, said });
export const LinkAnswered = z
  .object({ changed: z.int().meta({ description: 'How many records say something else by it.' }) })
  .meta({ id: 'LinkAnswered' });
export const Links = z
  .object({
    links: z.array(
      z.object({
        refersTo: RecordType,
        said: z.string(),
        record: z.object({ id: z.string(), title: z.string().nullable(), isGone: z.boolean() }).nullable(),
        answeredAt: Instant,
        answeredBy: z.string().nullable().meta({ description: 'The name, where the account knows it and it may be shown.' }),
      }),
    ),
  })
  .meta({ id: 'Links', description: 'What people have said of which record a cell means.' });
export const LinkCandidates = z.object({ candidates: z.array(LinkCandidate) }).meta({ id: 'LinkCandidates' });
export type Links = z.infer<typeof Links>;
export type LinkAnswered = z.infer<typeof LinkAnswered>;
export type LinkCandidates = z.infer<typeof LinkCandidates>;
export const UnmatchedQuery = z.strictObject({ page: wholeNumber(1, 1_000_000).default(1), limit: wholeNumber(1, 500).default(100) });
export const Unmatched = z
  .object({
    ...page,
    unmatched: z.array(
      z.object({
        source: z.string(),
        sourceName: z.string(),
        recordType: RecordType,
        field: z.string(),
        label: z.string(),
        refersTo: RecordType,
        key: z.string(),
        records: z.int(),
        candidates: z
          .array(LinkCandidate)
          .meta({ description: 'What it may mean, likeliest first; several of the same name are asked, never guessed.' }),
      }),
    ),
  })
  .meta({ id: 'Unmatched', description: 'What cells say of other records, where there is no such record, most frequent first.' });
export type MappedEntry = z.infer<typeof MappedEntry>;
export type MappingPreview = z.infer<typeof MappingPreview>;
export type AvailableLists = z.infer<typeof AvailableLists>;
export type DisconnectedSource = z.infer<typeof DisconnectedSource>;
export type Unmatched = z.infer<typeof Unmatched>;
export type ConnectedSource = z.infer<typeof ConnectedSource>;
