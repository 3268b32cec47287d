import { sql } from 'kysely';
import { type Database, openDatabase } from '../../store/database.ts';
import { missingMigrations } from '../../store/migrate.ts';
import type { Place } from '../examination.ts';
import type { Finding } from '../finding.ts';

const subject = 'Database';
const oldest = 15;

/** Reads what the accounts are connected to, so that permissions are tried on it. Nothing is written. */
export async function checkDatabase(url: string): Promise<{ finding: Finding; place: Place }> {
  let db: Database | null = null;
  try {
    db = await openDatabase({ engine: 'postgres', url });
    // A new database has no role of ours yet.
    const version = await db.asOwner((tx) => sql<{ version: string }>`select current_setting('server_version') as version`.execute(tx));
    const said = version.rows[0]?.version ?? '';
    if (Number.parseInt(said, 10) < oldest) return bad(`PostgreSQL ${said} answers`, `version ${oldest} or newer is needed`);
    const { missing } = await missingMigrations(db);
    const place = missing.length > 0 ? nowhere : await placesOf(db);
    const says = `PostgreSQL ${said} answers${missing.length > 0 ? `; ${missing.length} migrations run when the server starts` : ''}`;
    return { finding: { subject, state: 'ok', says }, place };
  } catch (error) {
    // The address holds a password: only the database's own words are repeated.
    return bad(
      `cannot be used (${(error as { code?: string }).code ?? (error as Error).name})`,
      'is it running, and does DATABASE_URL name its host, user and password?',
    );
  } finally {
    await db?.close();
  }
}

export const nowhere: Place = { sites: [], teams: [] };

const bad = (says: string, grant: string) => ({
  finding: { subject, state: 'missing', says, withoutIt: 'the server does not start', grant } as const,
  place: nowhere,
});

const placesOf = (db: Database): Promise<Place> =>
  db.transaction('every', async (tx) => {
    const sites = await sql<{
      site: string;
    }>`select distinct location ->> 'siteId' as site from source where location ->> 'siteId' is not null limit 50`.execute(tx);
    const teams = await sql<{ team_id: string; channel_id: string; membership_type: string }>`
      select team_id, channel_id, membership_type from link where team_id is not null limit 50`.execute(tx);
    return {
      sites: sites.rows.map(({ site }) => site),
      teams: teams.rows.map((row) => ({ teamId: row.team_id, channelId: row.channel_id, membershipType: row.membership_type })),
    };
  });
