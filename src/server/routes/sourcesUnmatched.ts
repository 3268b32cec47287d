import { canConnectSources, canSeeQuarantine } from '../../access/policies/sources.ts';
import type { Candidate } from '../../links/candidates.ts';
import { model, type RecordType } from '../../model/index.ts';
import type { Tx } from '../../store/database.ts';
import { candidatesAmong, unmatchedReferences } from '../../sync/index.ts';
import { operations, type Unmatched } from '../contract.ts';
import { inAccount, nextPage } from '../reading.ts';
import { accountRoute } from '../route.ts';

/** What cells say of other records, where there is no such record, or more than one of that name; and what they may mean. */
export const sourcesUnmatched = accountRoute({
  operation: operations.unmatched,
  may: canSeeQuarantine,
  answer: (asked, house) =>
    inAccount(asked, house, async (tx) => {
      const { page, limit } = asked.query;
      const { id } = asked.account;
      const all = await unmatchedReferences(tx, id);
      const shown = all.slice((page - 1) * limit, page * limit);
      const sources = await tx.selectFrom('source').select(['id', 'name']).where('account_id', '=', id).execute();
      const names = new Map(sources.map((source) => [source.id, source.name]));
      // Whoever may not answer is not shown who there is.
      const finders = canConnectSources(asked.visit)
        ? await findersFor(tx, id, shown)
        : new Map<RecordType, (said: string) => Candidate[]>();
      const body: Unmatched = {
        ...{ total: all.length, page, limit, next: nextPage(asked.url, asked.query, all.length) },
        unmatched: shown.map(({ sourceId, recordType, field, refersTo, said, records }) => ({
          ...{ source: sourceId, sourceName: names.get(sourceId) ?? sourceId, recordType, field, refersTo, key: said, records },
          label: model[recordType]?.fields[field]?.label[asked.language] ?? field,
          candidates: finders.get(refersTo)?.(said) ?? [],
        })),
      };
      return { body };
    }),
});

async function findersFor(tx: Tx, accountId: string, shown: readonly { refersTo: RecordType }[]) {
  const finders = new Map<RecordType, (said: string) => Candidate[]>();
  for (const type of new Set(shown.map(({ refersTo }) => refersTo))) finders.set(type, await candidatesAmong(tx, accountId, type));
  return finders;
}
