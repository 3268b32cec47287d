import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { z } from 'zod';
import { audit } from '../../audit/audit.ts';
import { openAccount } from '../../provision/openAccount.ts';
import { MappingError } from '../../sources/mapping/errors.ts';
import { readMapping } from '../../sources/mapping/schema.ts';
import type { Mapping } from '../../sources/mapping/types.ts';
import { connectAccount } from '../../sync/connect.ts';
import { isAdministrator } from '../administrators.ts';
import { channelOf, memberIn, rosterOf } from '../channels.ts';
import type { CreateAccountBody } from '../contract/accounts.ts';
import { type CreatedAccount, operations } from '../contract.ts';
import type { House } from '../house.ts';
import { siteOfChannel } from '../mappings/site.ts';
import { ProblemError } from '../problems.ts';
import { type Answer, type AskedByCaller, callerRoute } from '../route.ts';
import { usualSettings } from '../settings/read.ts';

type Body = z.output<typeof CreateAccountBody>;
type Asked = AskedByCaller & { body: Body };

/**
 * A new account. Whoever is in a channel that has none makes one for it and becomes its manager. An administrator connects
 * one for others, to lists that this installation may read with rights of its own: whoever else could name any site here
 * would see lists that are not theirs.
 */
export const createAccount = callerRoute({
  operation: operations.createAccount,
  answer: (asked, house) => (asked.body.mapping ? connected(asked, house) : opened(asked, house)),
});

async function opened(asked: Asked, house: House): Promise<Answer> {
  const { caller, body } = asked;
  // The schema has seen to it that both are there.
  const { name = '', channel: place = { teamId: '', channelId: '' } } = body;
  const channel = await channelOf(house, place);
  const me = memberIn(await rosterOf(house, place, channel), caller.directoryId);
  if (!me) throw new ProblemError('not-in-channel');
  if (me.isOutsider) throw new ProblemError('forbidden', 'Guests and people of another organization set up no account.');
  const site = await siteOfChannel(asked, house, place, channel);
  const { currency, fiscalYearStart, timeZone, language } = body;
  const settings = { ...usualSettings, name, ...defined({ currency, fiscalYearStart, timeZone }) };
  const at = house.clock();
  const made = await house.db.transaction('every', async (tx) => {
    const wished = { slug: body.slug ?? null, settings, site, creator: caller.directoryId, at };
    const account = await openAccount(tx, { ...wished, channel: { ...place, membershipType: channel.membershipType, language } });
    if ('refused' in account) return account;
    const after = { slug: account.slug, site, channel: place, ...settings };
    const entry = { accountId: account.id, at, directoryId: caller.directoryId, action: 'createAccount' };
    await audit(tx, { ...entry, subject: account.slug, before: null, after });
    return account;
  });
  if ('refused' in made) {
    if (made.refused === 'channelTaken') throw new ProblemError('channel-has-account');
    throw taken(body.slug ?? name);
  }
  await house.engine.bringUpToDate(house.db, made.id, { today: house.today(settings.timeZone) });
  const answer: CreatedAccount = { ...made, sources: [] };
  return { status: 201, body: answer };
}

async function connected({ caller, body }: Asked, house: House): Promise<Answer> {
  if (!isAdministrator(house.config.administrators, caller))
    throw new ProblemError('forbidden', 'Only an administrator connects an account.');
  const { slug = '', site = { siteId: '' }, managers = [] } = body;
  const mapping = understood(body.mapping ?? {});
  const id = randomUUID();
  const at = house.clock();
  if (await isTaken(house, slug)) throw taken(slug);
  const connection = { accountId: id, slug, mapping, site, at: at.toISOString(), createdBy: caller.directoryId };
  const sources = await connectAccount(house.db, connection).catch((error: unknown) => {
    // Two at once: the slug is unique.
    throw (error as { code?: string }).code === '23505' ? taken(slug) : error;
  });
  await house.db.transaction([id], async (tx) => {
    for (const manager of managers) {
      await sql`
        insert into access (account_id, directory_id, role, named_at, named_by)
        values (${id}, ${manager.toLowerCase()}, 'manager', ${at.toISOString()}, ${caller.directoryId}) on conflict do nothing`.execute(tx);
    }
    const after = { slug, site, sources, managers };
    await audit(tx, { accountId: id, at, directoryId: caller.directoryId, action: 'createAccount', subject: slug, before: null, after });
  });
  // The first sync may take minutes; the Sources page shows how far it is, and its problems.
  house.sync.syncNow(id).catch((error: unknown) => house.log.error({ err: error, accountId: id }, 'the first sync of an account failed'));
  const answer: CreatedAccount = { id, slug, sources };
  return { status: 201, body: answer };
}

const taken = (slug: string) => new ProblemError('account-exists', `The name "${slug}" is taken: choose another.`);
const defined = <T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };

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
const isTaken = (house: House, slug: string): Promise<boolean> =>
  house.db.transaction('every', async (tx) => {
    const found = await sql`select 1 from workspace where slug = ${slug} or account_id = ${slug}`.execute(tx);
    return found.rows.length > 0;
  });
