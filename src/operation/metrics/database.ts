import { sql } from 'kysely';
import { Gauge, type Registry } from 'prom-client';
import type { Database } from '../../store/database.ts';

interface Source {
  account: string;
  source: string;
  kind: string;
  state: string;
  seconds: number | null;
  quarantined: number;
}
interface Found {
  sources: readonly Source[];
  outbox: readonly { kind: string; state: string; messages: number }[];
  waiting: { oldest: number };
  size: { bytes: number };
  accounts: { accounts: number };
}
const sourceStates = ['new', 'syncing', 'fresh', 'stale', 'asking', 'failed'];
const outboxStates = ['pending', 'sending', 'sent', 'failed', 'unknown', 'cancelled'];

/**
 * What the database tells, in one look for all of it. A database that does not answer is `pulse_database_up 0`.
 * @returns what looks: before the registry is read, which takes each metric as it is at that moment
 */
export function databaseMetrics(
  registry: Registry,
  db: Database,
  now: () => number,
  report: (error: unknown) => void,
): () => Promise<void> {
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge<L>({ name, help, labelNames, registers: [registry] });
  const up = gauge('pulse_database_up', 'Whether the database answers.');
  const bytes = gauge('pulse_database_bytes', 'Size of the database.');
  const accounts = gauge('pulse_accounts', 'Accounts of this installation.');
  const age = gauge('pulse_source_age_seconds', 'Since the source was last read whole.', 'account', 'source', 'kind');
  const states = gauge('pulse_sources', 'Sources by state.', 'state');
  const quarantined = gauge('pulse_quarantined_rows', 'Rows that could not be understood.', 'account', 'source');
  const messages = gauge('pulse_outbox_messages', 'Messages by kind and state; unknown: it may have arrived or not.', 'kind', 'state');
  const oldest = gauge('pulse_outbox_oldest_waiting_seconds', 'How long the oldest message is overdue.');
  const doubts = gauge('pulse_digests_unknown', 'Digests of which nobody knows whether they arrived.');

  const show = ({ sources, outbox, waiting, size, accounts: count }: Found) => {
    for (const one of [age, states, quarantined, messages]) one.reset();
    bytes.set(size.bytes);
    accounts.set(count.accounts);
    for (const state of sourceStates) states.set({ state }, sources.filter((one) => one.state === state).length);
    for (const { account, source, kind, seconds, quarantined: rows } of sources) {
      if (seconds !== null) age.set({ account, source, kind }, Math.max(0, seconds));
      quarantined.set({ account, source }, rows);
    }
    for (const state of outboxStates) messages.set({ kind: 'digest', state }, 0);
    for (const { kind, state, messages: number } of outbox) messages.set({ kind, state }, number);
    oldest.set(waiting.oldest);
    doubts.set(outbox.find(({ kind, state }) => kind === 'digest' && state === 'unknown')?.messages ?? 0);
  };
  const scrape = gauge('pulse_scrape_seconds', 'How long the database took to tell all of this.');
  return async () => {
    const begun = performance.now();
    try {
      show(await look(db, now()));
      up.set(1);
    } catch (error) {
      for (const one of [age, states, quarantined, messages]) one.reset();
      up.set(0);
      report(error);
    }
    scrape.set((performance.now() - begun) / 1000);
  };
}

/** Times are compared by the server's clock, as all that is due. */
function look(db: Database, nowMs: number): Promise<Found> {
  const at = sql`${new Date(nowMs).toISOString()}::timestamptz`;
  return db.transaction('every', async (tx) => {
    const sources = await sql<Source>`
      select s.account_id as account, s.id as source, s.kind, s.state, extract(epoch from ${at} - s.last_success_at)::float8 as seconds,
        (select count(*) from quarantine q where q.account_id = s.account_id and q.source_id = s.id) as quarantined
      from source s order by s.account_id, s.id`.execute(tx);
    const outbox = await sql<Found['outbox'][number]>`select kind, state, count(*) as messages from outbox group by kind, state`.execute(
      tx,
    );
    const waiting = await sql<Found['waiting']>`
      select coalesce(max(extract(epoch from ${at} - next_try_at)), 0)::float8 as oldest from outbox where state = 'pending' and next_try_at < ${at}`.execute(
      tx,
    );
    const size = await sql<Found['size']>`select pg_database_size(current_database()) as bytes`.execute(tx);
    const count = await sql<Found['accounts']>`select count(*) as accounts from workspace`.execute(tx);
    const [one = { oldest: 0 }, two = { bytes: 0 }, three = { accounts: 0 }] = [waiting.rows[0], size.rows[0], count.rows[0]];
    return { sources: sources.rows, outbox: outbox.rows, waiting: one, size: two, accounts: three };
  });
}
