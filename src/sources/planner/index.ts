import type { PlannerBucket, PlannerPlan, PlannerPlanDetails, PlannerTask } from '@microsoft/microsoft-graph-types';
import { sql } from 'kysely';
import { Temporal } from 'temporal-polyfill';
import type { Graph } from '../../graph/client.ts';
import { ForbiddenError } from '../../graph/errors.ts';
import { ConsentMissingError } from '../../graph/onBehalfOf.ts';
import { collect } from '../../graph/paging.ts';
import type { Database } from '../../store/database.ts';
import { type Belonging, type SiteReference, type SourceKind, SourceNotFoundError, SourceProblemError } from '../kind.ts';
import { nearest } from '../mapping/nearest.ts';
import type { SourceRow } from '../mapping/types.ts';
import { kindOf, plannerColumns } from './mapping.ts';

export interface PlannerLocation {
  groupId: string;
  /** As it was called when it was found. */
  title: string;
  planId?: string;
}
export interface PlannerParts {
  db: Database;
  /** Whoever of the account has connected Planner, one after the other. */
  connected(accountId: string): Promise<readonly string[]>;
  /** Graph with the rights of one of them. */
  graphOf(directoryId: string): Promise<Graph>;
}
const permission = 'Tasks.Read';
const planPath = (id: string) => `/planner/plans/${encodeURIComponent(id)}`;
const fold = (title: string) => title.normalize('NFKC').trim().toLowerCase();

/**
 * A plan of the team's group, read as a person who has connected it: Planner opens itself to people. It has no delta: a
 * plan is read whole, and what is no longer in it is gone.
 */
export function plannerSource({ db, connected, graphOf }: PlannerParts): SourceKind<PlannerLocation> {
  return {
    kind: 'planner',
    // Which plan it is can only be asked as a person, and whose account it is comes with the round.
    discover: async (_graph, site: SiteReference, name) => {
      if (!('groupId' in site))
        throw new SourceNotFoundError(
          `the plan "${name}" is looked for in the team's group, and the account is connected to a site alone: connect it to the team`,
        );
      return { location: { groupId: site.groupId, title: name }, webUrl: null };
    },
    columns: async () => [...plannerColumns],
    round: async function* (_graph, location, _columns, _start, _key, belonging) {
      if (!belonging) throw new Error('a plan is read as a person of the account, and must know whose it is');
      const people = await connected(belonging.accountId);
      const fiscalYearOf = await fiscalYears(db, belonging);
      yield {
        rows: await asSomebody(people, graphOf, (graph) => readPlan(graph, location, fiscalYearOf)),
        deleted: [],
        unreadable: 0,
        next: null,
        cursor: null,
      };
    },
  };
}

/** The first who may. Who was told no is passed over: another member may still have the plan open. */
async function asSomebody<T>(people: readonly string[], graphOf: PlannerParts['graphOf'], work: (graph: Graph) => Promise<T>): Promise<T> {
  let refused: unknown = null;
  for (const person of people) {
    try {
      return await work(await graphOf(person));
    } catch (error) {
      if (!(error instanceof ForbiddenError || error instanceof ConsentMissingError || error instanceof NotConnectedToPlannerError))
        throw error;
      refused = error;
    }
  }
  throw new SourceProblemError(
    'notConnected',
    refused
      ? 'Nobody who has connected Planner may read this plan any more, and its records stay as they were last read: a member of the team connects Planner again'
      : 'Planner is read as a person: a member of the team connects it under ‘My connections’',
  );
}
/** A person is not connected any more. */
export class NotConnectedToPlannerError extends Error {
  override name = 'NotConnectedToPlannerError';
}

async function readPlan(graph: Graph, { groupId, title }: PlannerLocation, fiscalYearOf: (day: string) => number): Promise<SourceRow[]> {
  const plans = await collect<PlannerPlan>(graph, `/groups/${encodeURIComponent(groupId)}/planner/plans`, { permission });
  const plan = plans.find((one) => one.title === title) ?? plans.find((one) => fold(one.title ?? '') === fold(title));
  if (!plan?.id) {
    const titles = plans.map((one) => one.title ?? '').filter(Boolean);
    const meant = nearest(title, titles);
    throw new SourceNotFoundError(
      `the team has no plan "${title}"${meant ? `; did you mean "${meant}"?` : ''} It has: ${titles.join(', ') || 'none'}. Its records stay as they were last read`,
    );
  }
  const { id } = plan;
  const details = await graph.get<PlannerPlanDetails>(`${planPath(id)}/details`, { permission });
  const buckets = await collect<PlannerBucket>(graph, `${planPath(id)}/buckets`, { permission });
  const tasks = await collect<PlannerTask>(graph, `${planPath(id)}/tasks`, { permission });
  const bucketOf = new Map(buckets.map((bucket) => [bucket.id, bucket.name ?? '']));
  const labels = (details.categoryDescriptions ?? {}) as Readonly<Record<string, string | null | undefined>>;
  return tasks.flatMap((task) =>
    task.id ? [rowOf({ ...task, id: task.id }, bucketOf.get(task.bucketId ?? '') ?? '', labels, fiscalYearOf)] : [],
  );
}

function rowOf(
  task: PlannerTask & { id: string },
  bucket: string,
  labels: Readonly<Record<string, string | null | undefined>>,
  fiscalYearOf: (day: string) => number,
): SourceRow {
  const applied = Object.entries((task.appliedCategories ?? {}) as Readonly<Record<string, unknown>>).flatMap(([name, is]) =>
    is === true ? [name] : [],
  );
  const [label] = applied.toSorted(byNumber).map((name) => labels[name] || name);
  const [assigned] = Object.keys((task.assignments ?? {}) as object).sort();
  const day = (task.dueDateTime ?? task.createdDateTime ?? '').slice(0, 10);
  return {
    id: task.id,
    url: `https://planner.cloud.microsoft/webui/task/${encodeURIComponent(task.id)}`,
    modifiedAt: null,
    modifiedBy: null,
    cells: {
      id: task.id,
      title: task.title ?? null,
      kind: kindOf(bucket),
      bucket: bucket || null,
      label: label ?? null,
      assignedTo: assigned ?? null,
      createdBy: task.createdBy?.user?.id ?? null,
      createdOn: task.createdDateTime ?? null,
      dueOn: task.dueDateTime ?? null,
      completedOn: task.completedDateTime ?? null,
      fiscalYear: day ? fiscalYearOf(day) : null,
    },
  };
}
const byNumber = (a: string, b: string) => Number(a.replace(/\D/g, '')) - Number(b.replace(/\D/g, ''));

/** The year in which the account's fiscal year ends that holds a day: a plan is written for one. */
async function fiscalYears(db: Database, { accountId }: Belonging): Promise<(day: string) => number> {
  const found = await db.transaction([accountId], (tx) =>
    sql<{ starts: string | null }>`
      select fiscal_year_start as starts from account where account_id = ${accountId} and known_until = 'infinity'`.execute(tx),
  );
  const starts = found.rows[0]?.starts ?? '07-01';
  return (day) => {
    const { year } = Temporal.PlainDate.from(day);
    return starts !== '01-01' && day.slice(5) >= starts ? year + 1 : year;
  };
}
