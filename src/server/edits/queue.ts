import { sql } from 'kysely';
import { evaluateNudges } from '../../nudges/evaluate.ts';
import { type EditProblem, type EditQueue, type EditRow, openEditQueue } from '../../writeback/queue/index.ts';
import type { ServerParts } from '../house.ts';
import { ProblemError, problemTypes } from '../problems.ts';
import { explained } from './problems.ts';

/** The queue of edits, with what this server knows: how to put a problem into words, and what follows a write. */
export function editQueue({ db, graphAs, keptForEdits, clock, sync, today, log }: ServerParts): EditQueue {
  return openEditQueue({
    ...{ db, graphAs, clock, explain },
    ...(keptForEdits ? { kept: keptForEdits } : {}),
    async written(accountId, sourceId) {
      await sync.syncNow(accountId, sourceId);
      const [account] = await db.statement(
        [accountId],
        sql<{ time_zone: string | null }>`select time_zone from account where account_id = ${accountId} and known_until = 'infinity'`,
      );
      const day = today(account?.time_zone ?? 'UTC');
      await evaluateNudges(db, accountId, { today: day, now: clock() });
    },
    report: (error, facts) => log.error({ err: error, ...facts }, 'an edit could not be brought to its source'),
  });
}

/** As its person is told it later, in the language in which they asked. */
function explain(error: unknown, { recordType, language }: EditRow): EditProblem {
  const problem = explained(error, recordType, language);
  const { key, facts, message } = problem instanceof ProblemError ? problem : new ProblemError('server-error');
  const text = [problemTypes[key].title[language], key === 'source-conflict' ? '' : message]
    .filter(Boolean)
    .join(language === 'en' ? ': ' : '：');
  return { type: key, text, sourceUrl: facts.sourceUrl ?? null, conflict: facts.conflict ?? null };
}
