/** Setting an account up: the steps, and what each KPI still waits for. */
import { z } from 'zod';
import { KpiGroup, RecordType } from './words.ts';

export const setupSteps = ['account', 'lists', 'mapping', 'targets', 'people', 'digest'] as const;
export const SetupStep = z.enum(setupSteps);

/** What something waits for. They are found out, not written down per KPI. */
export const waitKinds = [
  /** Nothing on record of this type, and no source that gives it. */
  'noSource',
  /** A source gives it, and was not read yet. */
  'notReadYet',
  /** Its source cannot be read. */
  'sourceFails',
  /** Its source has rows, and none of them was understood. */
  'notUnderstood',
  /** Its source is read, and is empty. */
  'noRows',
  /** A field that the KPI needs is mapped from no column. */
  'notMapped',
  /** A field that the KPI needs is empty in every record. */
  'fieldEmpty',
  /** A setting of the account that the KPI reads is empty. */
  'settingEmpty',
  /** A currency has no plan rate: its rows are left out. */
  'noRate',
  /** Without a target there is no attainment and no pace. */
  'noTarget',
] as const;

export const Wait = z
  .object({
    key: z.string().meta({ description: 'Stable: the kind with what it is about, such as "noSource:survey".' }),
    kind: z.enum(waitKinds),
    step: SetupStep,
    recordType: RecordType.nullable(),
    field: z.string().nullable(),
    source: z.string().nullable(),
    currencies: z.array(z.string()),
    period: z.string().nullable().meta({ description: 'noTarget: the fiscal year without a target.' }),
    isNeeded: z.boolean().meta({ description: 'Without it the KPI has no reading, or a wrong one; else it only says less.' }),
    isDismissed: z.boolean().meta({ description: 'The manager does not keep it: it is not asked for any more.' }),
    kpis: z.array(z.string()).meta({ description: 'Ids of the KPIs that wait for it.' }),
    text: z.string().meta({ description: '"No survey yet: 3 of 33 KPIs wait for it."' }),
    next: z.string().meta({ description: 'What to do, as an imperative sentence.' }),
  })
  .meta({ id: 'Wait' });

export const SetupKpi = z
  .object({
    id: z.string(),
    title: z.string(),
    group: KpiGroup,
    hasReading: z.boolean(),
    waitsFor: z.array(z.string()).meta({ description: 'Keys of waits, dismissed ones left out.' }),
  })
  .meta({ id: 'SetupKpi' });

export const Setup = z
  .object({
    steps: z.array(
      z.object({
        key: SetupStep,
        title: z.string(),
        state: z.enum(['done', 'partly', 'open', 'skipped']),
        text: z.string().meta({ description: 'What is there, and what is not.' }),
        waits: z.array(z.string()).meta({ description: 'Keys of the waits that this step ends.' }),
      }),
    ),
    missing: z.object({
      waiting: z.int().meta({ description: 'How many KPIs wait for something needed.' }),
      of: z.int(),
      text: z.string().nullable().meta({ description: 'In one sentence; null: nothing is missing.' }),
      waits: z.array(Wait).meta({ description: 'Those for which most KPIs wait first.' }),
      kpis: z.array(SetupKpi),
    }),
    isComplete: z.boolean(),
  })
  .meta({ id: 'Setup' });

export const SetupBody = z
  .strictObject({
    skip: z.array(SetupStep).max(setupSteps.length).default([]),
    unskip: z.array(SetupStep).max(setupSteps.length).default([]),
    dismiss: z.array(z.string().max(200)).max(200).default([]).meta({ description: 'Keys of waits that the account does not keep.' }),
    undismiss: z.array(z.string().max(200)).max(200).default([]),
  })
  .meta({ id: 'SetupBody' });

export type SetupStep = z.infer<typeof SetupStep>;
export type Wait = z.infer<typeof Wait>;
export type SetupKpi = z.infer<typeof SetupKpi>;
export type Setup = z.infer<typeof Setup>;
