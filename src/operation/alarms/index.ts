import { type Heartbeat, startHeartbeat } from '../../jobs/index.ts';
import type { Database } from '../../store/database.ts';
import { claimDue, type Due, later, note, told } from './ledger.ts';
import { post, type Webhook } from './post.ts';
import type { Look, Trouble } from './trouble.ts';

export { certificateLook, clockLook, databaseLook, jobsLook, roomLook } from './looks.ts';

export interface AlarmParts {
  db: Database;
  /** Asked each time: a new secret holds without a restart. */
  webhook(): Webhook;
  looks: readonly Look[];
  /** Tells this server from others on the same database. */
  server: string;
  tenantId: string;
  clock(): Date;
  report(error: unknown, facts?: object): void;
}

const everyMs = 60_000;

/** Looks for trouble every minute, and tells the operator of each once, and once more when it is over. */
export const startAlarms = (parts: AlarmParts): Heartbeat => {
  const unwritten = new Map<string, Trouble>();
  return startHeartbeat({ beat: () => lookAndTell(parts, unwritten), report: parts.report }, everyMs);
};

/** One beat. @param unwritten what was told while it could not be written down: by this it is told once */
export async function lookAndTell(parts: AlarmParts, unwritten: Map<string, Trouble> = new Map()): Promise<undefined> {
  const { db, looks, clock, server, report } = parts;
  for (const look of looks) {
    try {
      const found = await look.look(clock());
      await note(db, look, found, server, clock()).then(
        () => catchUp(parts, look, found, unwritten),
        async (error: unknown) => {
          await tellUnwritten(parts, found, unwritten);
          throw error;
        },
      );
    } catch (error) {
      report(error, { kinds: look.kinds });
    }
  }
  try {
    for (const due of await claimDue(db, clock())) await tell(parts, due);
  } catch (error) {
    report(error);
  }
  return undefined;
}

async function tell(parts: AlarmParts, due: Due): Promise<void> {
  try {
    await post(parts.webhook(), messageOf(parts, due, due.event, due.since, due.goneAt), parts.clock());
  } catch (error) {
    parts.report(error, { alarm: due.kind });
    return later(parts.db, due, parts.clock());
  }
  await told(parts.db, due, parts.clock());
}

/** The book of alarms is in the very database that fails: that it fails is told all the same, once per process. */
async function tellUnwritten(parts: AlarmParts, found: readonly Trouble[], unwritten: Map<string, Trouble>): Promise<void> {
  for (const trouble of found) {
    if (trouble.kind !== 'database' || unwritten.has(trouble.key)) continue;
    await post(parts.webhook(), messageOf(parts, trouble, 'raised', parts.clock().toISOString(), null), parts.clock());
    unwritten.set(trouble.key, trouble);
  }
}

/** The book can be written again: what was told without it is in it as told, or is over. */
async function catchUp(parts: AlarmParts, look: Look, found: readonly Trouble[], unwritten: Map<string, Trouble>): Promise<void> {
  for (const trouble of [...unwritten.values()].filter(({ kind }) => look.kinds.includes(kind))) {
    const at = parts.clock();
    if (found.some(({ key }) => key === trouble.key)) await told(parts.db, { key: trouble.key, event: 'raised' }, at);
    else await post(parts.webhook(), messageOf(parts, trouble, 'recovered', at.toISOString(), at.toISOString()), at);
    unwritten.delete(trouble.key);
  }
}

/** `text` is the field that chat tools show of a webhook. */
const messageOf = (
  { tenantId, server }: AlarmParts,
  { key, kind, text, facts }: Pick<Trouble, 'key' | 'kind' | 'text' | 'facts'>,
  event: 'raised' | 'recovered',
  since: string,
  until: string | null,
) => ({
  event,
  key,
  kind,
  text: event === 'raised' ? `Account Pulse: ${text}` : `Account Pulse: over since ${until}: ${text}`,
  since,
  until: event === 'recovered' ? until : null,
  facts,
  tenant: tenantId,
  server,
});
