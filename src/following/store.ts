import { sql } from 'kysely';
import type { Scope, Tx } from '../store/database.ts';
import type { FollowingProblem } from './note.ts';

/** A source and its subscription, where something has to be done about them. */
export interface Due {
  accountId: string;
  sourceId: string;
  /** null: the source is gone. */
  kind: string | null;
  found: unknown;
  /** null: there was no row yet. */
  dueAt: string | null;
  graphId: string | null;
  /** Whether source and address are still where they were when Graph was asked. */
  isInPlace: boolean;
  expiresAt: string | null;
}

export const everyAccount: Scope = 'every';

/** Everything to do: sources without a row, rows without a source, what has moved, and what is due. */
export async function dueSubscriptions(
  tx: Tx,
  asked: { kinds: readonly string[]; notificationUrl: string | null; now: string },
): Promise<Due[]> {
  const found = await sql<Due>`
    select coalesce(u.account_id, s.account_id) as "accountId", coalesce(u.source_id, s.id) as "sourceId", s.kind, s.location -> 'found' as found,
      u.due_at as "dueAt", u.graph_id as "graphId", u.expires_at as "expiresAt",
      u.notification_url is not distinct from ${asked.notificationUrl} and u.location is not distinct from s.location -> 'found' as "isInPlace"
    from (select one.* from source one join workspace w on w.account_id = one.account_id and w.closed_at is null) s full join subscription u on u.account_id = s.account_id and u.source_id = s.id
    where s.id is null or (
      s.location -> 'found' is not null and s.kind = any (array(select jsonb_array_elements_text(${JSON.stringify(asked.kinds)}::jsonb)))
      and (u.account_id is null or u.due_at <= ${asked.now} or u.notification_url is distinct from ${asked.notificationUrl} or u.location is distinct from s.location -> 'found'))
    order by 1, 2`.execute(tx);
  return found.rows;
}

/** Takes the work on one source, unless another process has it or has done it since it was found due. */
export async function claim(tx: Tx, due: Due, now: string, until: string): Promise<boolean> {
  const taken = await sql`
    insert into subscription as u (account_id, source_id, due_at, claimed_until) values (${due.accountId}, ${due.sourceId}, ${now}, ${until})
    on conflict (account_id, source_id) do update set claimed_until = excluded.claimed_until
      where (u.claimed_until is null or u.claimed_until <= ${now}) and u.due_at = ${due.dueAt} and u.graph_id is not distinct from ${due.graphId}
    returning 1`.execute(tx);
  return taken.rows.length > 0;
}

export interface Subscription {
  graphId: string | null;
  found: unknown;
  notificationUrl: string | null;
  clientStateHash: string | null;
  expiresAt: string | null;
  problem: FollowingProblem | null;
  problemDetail: string | null;
  dueAt: string;
}

/** What came of a request for a new subscription. */
export async function saveSubscription(tx: Tx, { accountId, sourceId }: Due, made: Subscription): Promise<void> {
  await sql`
    update subscription set graph_id = ${made.graphId}, location = ${JSON.stringify(made.found)}::jsonb, notification_url = ${made.notificationUrl},
      client_state_hash = ${made.clientStateHash}, expires_at = ${made.expiresAt}, problem = ${made.problem}, problem_detail = ${made.problemDetail},
      due_at = ${made.dueAt}, claimed_until = null
    where account_id = ${accountId} and source_id = ${sourceId}`.execute(tx);
}

/** What came of a renewal. */
export async function saveRenewal(tx: Tx, { accountId, sourceId }: Due, renewed: { expiresAt: string; dueAt: string }): Promise<void> {
  await sql`
    update subscription set expires_at = ${renewed.expiresAt}, due_at = ${renewed.dueAt}, problem = null, problem_detail = null, claimed_until = null
    where account_id = ${accountId} and source_id = ${sourceId}`.execute(tx);
}

/** Tried again then. @param problem why it does not serve meanwhile; null: it does, or has not begun */
export async function postpone(
  tx: Tx,
  { accountId, sourceId }: Due,
  dueAt: string,
  problem: FollowingProblem | null = null,
): Promise<void> {
  await sql`
    update subscription set due_at = ${dueAt}, claimed_until = null, problem = coalesce(${problem}, problem) where account_id = ${accountId} and source_id = ${sourceId}`.execute(
    tx,
  );
}

export async function forgetSubscription(tx: Tx, { accountId, sourceId }: Due): Promise<void> {
  await sql`delete from subscription where account_id = ${accountId} and source_id = ${sourceId}`.execute(tx);
}

export interface KnownSubscription {
  accountId: string;
  sourceId: string;
  graphId: string;
  clientStateHash: string;
}

export async function subscriptionsById(tx: Tx, graphIds: readonly string[]): Promise<KnownSubscription[]> {
  const found = await sql<KnownSubscription>`
    select account_id as "accountId", source_id as "sourceId", graph_id as "graphId", client_state_hash as "clientStateHash"
    from subscription where graph_id in (select jsonb_array_elements_text(${JSON.stringify(graphIds)}::jsonb))`.execute(tx);
  return found.rows;
}

/** Graph says that the subscription needs care: it is renewed now, or made anew where it is gone. */
export async function careFor(tx: Tx, known: KnownSubscription, isGone: boolean, now: string): Promise<void> {
  await sql`
    update subscription set due_at = ${now}, graph_id = ${isGone ? null : known.graphId}
    where account_id = ${known.accountId} and source_id = ${known.sourceId} and graph_id = ${known.graphId}`.execute(tx);
}
