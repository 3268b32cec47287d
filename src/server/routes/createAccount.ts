import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { MappingError } from '../../sources/mapping/errors.ts';
import { readMapping } from '../../sources/mapping/schema.ts';
import type { Mapping } from '../../sources/mapping/types.ts';
import { connectAccount } from '../../sync/connect.ts';
import { isAdministrator } from '../administrators.ts';
import { type CreatedAccount, operations } from '../contract.ts';
import { ProblemError } from '../problems.ts';
import { callerRoute } from '../route.ts';

/**
 * Connects a new account to lists that this installation may read. For administrators: the installation reads them with
 * rights of its own, so whoever could name any site here could see lists that are not theirs.
 */
export const createAccount = callerRoute({
  operation: operations.createAccount,
  async answer({ caller, body }, house) {
    if (!isAdministrator(house.config.administrators, caller))
      throw new ProblemError('forbidden', 'Only an administrator connects an account.');
    const { slug, site, managers } = body;
    const mapping = understood(body.mapping);
    const id = randomUUID();
    const at = house.clock();
    const taken = new ProblemError('account-exists', `The name "${slug}" is taken: choose another.`);
    if (await isTaken(house, slug)) throw taken;
    const connection = { accountId: id, slug, mapping, site, at: at.toISOString(), createdBy: caller.directoryId };
    const sources = await connectAccount(house.db, connection).catch((error: unknown) => {
      // Two at once: the slug is unique.
      throw (error as { code?: string }).code === '23505' ? taken : error;
    });
    await house.db.transaction([id], async (tx) => {
      for (const manager of managers) {
        await sql`
          insert into access (account_id, directory_id, role, named_at, named_by)
          values (${id}, ${manager.toLowerCase()}, 'manager', ${at.toISOString()}, ${caller.directoryId}) on conflict do nothing`.execute(
          tx,
        );
      }
      const after = { slug, site, sources, managers };
      await audit(tx, { accountId: id, at, directoryId: caller.directoryId, action: 'createAccount', subject: slug, before: null, after });
    });
    // The first sync may take minutes; the Sources page shows how far it is, and its problems.
    house.sync.syncNow(id).catch((error: unknown) => house.log.error({ err: error, accountId: id }, 'the first sync of an account failed'));
    const created: CreatedAccount = { id, slug, sources };
    return { status: 201, body: created };
  },
});

function understood(json: Readonly<Record<string, unknown>>): Mapping {
  try {
    const mapping = readMapping(json);
    if (mapping.entries.length === 0) throw new MappingError('mapping', 'expected an entry for at least one record type');
    return mapping;
  } catch (error) {
    if (error instanceof MappingError)
      throw new ProblemError('invalid-mapping', error.message, [{ path: error.path, message: error.message }]);
    throw error;
  }
}

/** Names are the tenant's, so every account is looked at; nothing else of them is read. */
const isTaken = (house: Parameters<typeof createAccount.answer>[1], slug: string): Promise<boolean> =>
  house.db.transaction('every', async (tx) => {
    const found = await sql`select 1 from workspace where slug = ${slug} or account_id = ${slug}`.execute(tx);
    return found.rows.length > 0;
  });
