import { sql } from 'kysely';
import { canConnectSources } from '../../access/policies/sources.ts';
import { audit } from '../../audit/audit.ts';
import { linkAnswers } from '../../links/answers.ts';
import { model, type RecordType, recordTypes, tableOf } from '../../model/index.ts';
import type { Tx } from '../../store/database.ts';
import { answerLink, candidatesAmong, takeBackLink, UnknownLinkError } from '../../sync/index.ts';
import { type Links, operations } from '../contract.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { namesByDirectoryId, titlesOf } from '../records/names.ts';
import { type AskedOfAccount, accountRoute } from '../route.ts';

export const links = accountRoute({
  operation: operations.links,
  may: canConnectSources,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { id } = asked.account;
      const answers = await linkAnswers(tx, id);
      const records = await recordsAnswered(tx, id, answers);
      const names = await namesByDirectoryId(
        tx,
        id,
        answers.map(({ answeredBy }) => answeredBy),
      );
      const body: Links = {
        links: answers.map(({ refersTo, said, recordId, answeredAt, answeredBy }) => ({
          ...{ refersTo, said, answeredAt, answeredBy: names.get(answeredBy) ?? null },
          record: recordId === null ? null : { id: recordId, title: null, isGone: true, ...records.get(`${refersTo} ${recordId}`) },
        })),
      };
      return { body };
    }),
});

export const linkCandidates = accountRoute({
  operation: operations.linkCandidates,
  may: canConnectSources,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { refersTo, said } = asked.query;
      return { body: { candidates: (await candidatesAmong(tx, asked.account.id, refersTo))(said) } };
    }),
});

export const answerLinkRoute = accountRoute({
  operation: operations.answerLink,
  may: canConnectSources,
  answer: (asked, house) => {
    const { refersTo, said, recordId } = asked.body;
    return settled(asked, house, { refersTo, said, after: { recordId } }, (tx) =>
      answerLink(tx, asked.account.id, { refersTo, said, recordId, by: asked.caller.directoryId, at: house.clock() }),
    );
  },
});

export const takeBackLinkRoute = accountRoute({
  operation: operations.takeBackLink,
  may: canConnectSources,
  answer: (asked, house) => settled(asked, house, { ...asked.query, after: null }, (tx) => takeBackLink(tx, asked.account.id, asked.query)),
});

/** Changes what cells mean, with its audit, and brings the readings up to date. */
async function settled(
  asked: AskedOfAccount,
  house: House,
  { refersTo, said, after }: { refersTo: RecordType; said: string; after: unknown },
  work: (tx: Tx) => ReturnType<typeof answerLink>,
) {
  const { account, caller, today } = asked;
  const changed = await inAccount(asked, house, async (tx) => {
    const done = await work(tx).catch((error: unknown) => {
      throw error instanceof UnknownLinkError ? new ProblemError('unknown-link', error.message) : error;
    });
    await audit(tx, {
      ...{ accountId: account.id, at: house.clock(), directoryId: caller.directoryId, action: 'answerLink' },
      // What a cell says may be a person's name: it is kept in one place, where it can be erased.
      ...{ subject: isOfPeople(refersTo) ? refersTo : `${refersTo} ${said}`, before: done.before ?? null, after },
    });
    return done.changed;
  });
  await house.engine.bringUpToDate(house.db, account.id, { today });
  return { body: { changed } };
}

const isOfPeople = (type: RecordType): boolean => Object.values(model[type].fields).some((field) => field.kind === 'personal');

async function recordsAnswered(tx: Tx, accountId: string, answers: readonly { refersTo: RecordType; recordId: string | null }[]) {
  const found = new Map<string, { title: string | null; isGone: boolean }>();
  for (const type of recordTypes) {
    const ids = answers.flatMap((answer) => (answer.refersTo === type && answer.recordId !== null ? [answer.recordId] : []));
    if (ids.length === 0) continue;
    const there = await sql<{ id: string }>`
      select id from ${sql.table(tableOf(type))}
      where account_id = ${accountId} and known_until = 'infinity' and id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`.execute(
      tx,
    );
    for (const { id } of there.rows) found.set(`${type} ${id}`, { title: null, isGone: false });
    for (const [id, title] of await titlesOf(tx, accountId, type, ids)) found.set(`${type} ${id}`, { title, isGone: false });
  }
  return found;
}
