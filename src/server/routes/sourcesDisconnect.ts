import { sql } from 'kysely';
import { canConnectSources } from '../../access/policies/sources.ts';
import { audit } from '../../audit/audit.ts';
import { evaluateNudges } from '../../nudges/evaluate.ts';
import { disconnectSource } from '../../sync/connect.ts';
import { type DisconnectedSource, operations } from '../contract.ts';
import { storedSource } from '../mappings/stored.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

/**
 * Disconnects a source: its records go, and the readings with them. Asked first: the caller says how many records they
 * were told of; where it is another number by now, nothing goes.
 */
export const sourcesDisconnect = accountRoute({
  operation: operations.disconnectSource,
  may: canConnectSources,
  async answer(asked, house) {
    const { id: accountId } = asked.account;
    const source = await storedSource(asked, house);
    const body = await inAccount(asked, house, async (tx): Promise<DisconnectedSource> => {
      const quarantined = await sql<{ rows: number }>`
        select count(*) as rows from quarantine where account_id = ${accountId} and source_id = ${source.id}`.execute(tx);
      const records = await disconnectSource(tx, accountId, source.id);
      if (records === null) throw new ProblemError('unknown-source');
      if (asked.query.records !== records) {
        throw new ProblemError(
          'disconnect-unconfirmed',
          `"${source.name}" gives ${records} records, which go with it: ask again with records=${records}.`,
        );
      }
      const entry = { accountId, at: house.clock(), directoryId: asked.caller.directoryId, action: 'disconnectSource' };
      await audit(tx, { ...entry, subject: source.id, before: { name: source.name, mapping: source.mapping, records }, after: null });
      return { id: source.id, name: source.name, records, quarantined: quarantined.rows[0]?.rows ?? 0 };
    });
    await house.engine.bringUpToDate(house.db, accountId, { today: asked.today });
    await evaluateNudges(house.db, accountId, { today: asked.today, now: house.clock() });
    return { body };
  },
});
