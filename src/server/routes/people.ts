import { canSeeHeldData } from '../../access/policies/privacy.ts';
import { isAdministrator } from '../../access/visit.ts';
import { erase, eraseFromTenant, LastManagerError, scour } from '../../privacy/erase.ts';
import { ErasureKeyError } from '../../privacy/hashing.ts';
import { heldAbout } from '../../privacy/held.ts';
import { type DirectoryKeys, identityOf } from '../../privacy/identity.ts';
import { type Erased, type HeldData, operations } from '../contract.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import { type AskedOfAccount, accountRoute } from '../route.ts';

/** `me` is the caller; otherwise a person's id (p_…) or a directory id. Names and addresses stand in no address line. */
const idOf = ({ path, caller }: AskedOfAccount): string => (path.id === 'me' ? caller.directoryId : (path.id ?? ''));

/** Everybody sees what is held about themselves, also after they left; managers and administrators what is held about others. */
export const heldData = accountRoute({
  operation: operations.heldData,
  may: () => true,
  async answer(asked, house) {
    const { account, visit, caller, language } = asked;
    const inDirectory = await directoryOf(house, account.id, idOf(asked));
    const found = await house.db.transaction([account.id], (tx) => heldAbout(tx, account.id, idOf(asked), inDirectory));
    const isTheirOwn = found?.who.directoryIds.includes(caller.directoryId.toLowerCase()) ?? false;
    if (!canSeeHeldData(visit, isTheirOwn)) throw new ProblemError(visit.role === null ? 'unknown-account' : 'forbidden');
    if (!found) throw new ProblemError('nothing-held');
    const { who, held, records, notes } = found;
    const body: HeldData = {
      person: {
        id: who.personIds[0] ?? who.directoryIds[0] ?? '',
        name: who.names[0] ?? null,
        address: who.addresses[0] ?? null,
        title: who.title,
        directoryId: who.directoryIds[0] ?? null,
      },
      sameName: who.namesakes,
      held: held.map(({ table, what, why, kept, rows }) => ({
        where: table,
        what: what[language],
        why: why[language],
        kept: kept[language],
        rows,
      })),
      records,
      notes,
      recipients: language === 'en' ? 'Nobody: it stays on this server.' : '无：数据仅保存在此服务器上。',
    };
    return { body };
  },
});

/** An administrator's, since it cannot be taken back. */
export const erasePerson = accountRoute({
  operation: operations.erasePerson,
  may: isAdministrator,
  async answer(asked, house) {
    const { account, query } = asked;
    const isEverywhere = query.everywhere === 'true';
    const done = await erased(asked, house, account.id);
    const body: Erased = { pseudonym: done.pseudonym, rows: done.rows, accounts: 1, sameName: done.namesakes };
    for (const other of isEverywhere ? await othersHolding(house, account.id) : []) {
      for (const id of done.directoryIds) {
        const also = await erased(asked, house, other, id).catch((error: unknown) => {
          if (error instanceof ProblemError && error.key === 'nothing-held') return null;
          throw error;
        });
        if (!also) continue;
        body.rows += also.rows;
        body.accounts += 1;
      }
    }
    // Their chat and kept sign-ins are no single account's: they stay while the person is known elsewhere.
    if (isEverywhere || !(await isKnownElsewhere(house, account.id, done.directoryIds)))
      body.rows += await eraseFromTenant(house.db, done.directoryIds);
    for (const id of done.directoryIds) if (isEverywhere) await house.vault?.revoke(id);
    await scour(house.db).catch((error: unknown) =>
      house.log.warn(
        { err: error, accountId: account.id },
        'the tables could not be written anew after an erasure: VACUUM FULL them by hand',
      ),
    );
    return { body };
  },
});

async function erased(asked: AskedOfAccount, house: House, accountId: string, id = idOf(asked)) {
  try {
    const inDirectory = await directoryOf(house, accountId, id);
    const ask = { accountId, id, inDirectory, by: asked.caller.directoryId, at: house.clock(), key: house.erasureKey ?? null };
    const done = await house.db.transaction([accountId], (tx) => erase(tx, ask));
    if (!done) throw new ProblemError('nothing-held');
    return done;
  } catch (error) {
    if (error instanceof ErasureKeyError) throw new ProblemError('erasure-key', error.message);
    if (error instanceof LastManagerError) throw new ProblemError('last-manager');
    throw error;
  }
}

/** Lists name a person by address here and by directory id there: the directory tells that it is one. Where it does not answer, what ties them is in the lists alone. */
async function directoryOf(house: House, accountId: string, id: string): Promise<DirectoryKeys | null> {
  const who = await house.db.transaction([accountId], (tx) => identityOf(tx, accountId, id));
  const key = who?.directoryIds[0] ?? who?.addresses[0];
  if (!key || !house.findPerson) return null;
  return house.findPerson(key).catch((error: unknown) => {
    house.log.warn({ err: error, accountId }, 'the directory was not there for an erasure');
    return null;
  });
}

const othersHolding = (house: House, accountId: string): Promise<string[]> =>
  house.db.transaction('every', async (tx) =>
    (await tx.selectFrom('workspace').select('account_id').where('account_id', '<>', accountId).execute()).map((row) => row.account_id),
  );

const isKnownElsewhere = (house: House, accountId: string, directoryIds: readonly string[]): Promise<boolean> =>
  house.db.transaction('every', async (tx) => {
    if (directoryIds.length === 0) return true;
    const person = await tx
      .selectFrom('person')
      .select('id')
      .where('account_id', '<>', accountId)
      .where('directory_id', 'in', directoryIds)
      .executeTakeFirst();
    const role = await tx
      .selectFrom('access')
      .select('role')
      .where('account_id', '<>', accountId)
      .where('directory_id', 'in', directoryIds)
      .executeTakeFirst();
    return Boolean(person ?? role);
  });
