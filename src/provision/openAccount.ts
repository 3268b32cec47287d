import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { applyChanges } from '../engine/changes.ts';
import type { FieldValue } from '../model/index.ts';
import type { SiteReference } from '../sources/kind.ts';
import type { Tx } from '../store/database.ts';
import { takeMoment } from '../store/moment.ts';

export interface NewAccount {
  /** The name in addresses; null: made from the account's name. */
  slug: string | null;
  /** Fields of the record type account. */
  settings: Readonly<Record<string, FieldValue>> & { name: string };
  site: SiteReference;
  channel: { teamId: string; channelId: string; membershipType: string; language: string };
  /** Directory id of who creates it: its manager. */
  creator: string;
  at: Date;
}
export type Opened = { id: string; slug: string } | { refused: 'slugTaken' | 'channelTaken' };

/**
 * Makes an account without sources for a channel that has none, managed by whoever creates it. In one transaction, and one
 * at a time per channel: of two people who press the button together, the second is told. `tx` sees every account.
 */
export async function openAccount(tx: Tx, { slug, settings, site, channel, creator, at }: NewAccount): Promise<Opened> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`channel ${channel.channelId}`}, 0))`.execute(tx);
  const linked = await sql`select 1 from link where channel_id = ${channel.channelId} limit 1`.execute(tx);
  if (linked.rows.length > 0) return { refused: 'channelTaken' };
  const id = randomUUID();
  const free = await freeSlug(tx, id, slug, settings.name, { site, creator, at });
  if (free === null) return { refused: 'slugTaken' };
  const moment = await takeMoment(tx, id);
  const record = { id: 'account', fields: settings, sourceRowId: 'account', sourceUrl: null, modifiedAt: moment, modifiedBy: creator };
  await applyChanges(tx, {
    accountId: id,
    sourceId: 'app',
    moment,
    upserts: [{ recordType: 'account', records: [record] }],
    deletions: [],
  });
  await sql`
    insert into access (account_id, directory_id, role, named_at, named_by)
    values (${id}, ${creator.toLowerCase()}, 'manager', ${at.toISOString()}, ${creator})`.execute(tx);
  await sql`
    insert into link (account_id, team_id, channel_id, membership_type, linked_at, linked_by, language)
    values (${id}, ${channel.teamId}, ${channel.channelId}, ${channel.membershipType}, ${at.toISOString()}, ${creator}, ${channel.language})`.execute(
    tx,
  );
  return { id, slug: free };
}

/** 'Contoso AG, Zürich' → 'contoso-ag-zurich'; a name without such letters gives 'account'. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '') || 'account';

/** Takes the slug that was asked for, or the first free one of those that the name gives. */
async function freeSlug(
  tx: Tx,
  id: string,
  asked: string | null,
  name: string,
  { site, creator, at }: Pick<NewAccount, 'site' | 'creator' | 'at'>,
): Promise<string | null> {
  const base = slugOf(name);
  const candidates = asked
    ? [asked]
    : [base, ...Array.from({ length: 8 }, (_, index) => `${base}-${index + 2}`), `${base}-${id.slice(0, 8)}`];
  for (const slug of candidates) {
    const made = await sql`
      insert into workspace (account_id, slug, created_at, created_by, site)
      select ${id}, ${slug}, ${at.toISOString()}, ${creator}, ${JSON.stringify(site)}::jsonb
      where not exists (select from workspace where account_id = ${slug})
      on conflict (slug) do nothing returning 1`.execute(tx);
    if (made.rows.length > 0) return slug;
  }
  return null;
}
