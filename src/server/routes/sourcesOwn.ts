import { canConnectSources } from '../../access/policies/sources.ts';
import { audit } from '../../audit/audit.ts';
import { readMapping } from '../../sources/mapping/schema.ts';
import { connectSource, kindedSourceId } from '../../sync/connect.ts';
import { operations } from '../contract.ts';
import { siteOf } from '../mappings/site.ts';
import { presentConnected } from '../presenters/source.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { accountRoute } from '../route.ts';

/** Connects what needs no mapping: the team's calendars, its members, a plan of its group. */
export const sourcesOwn = accountRoute({
  operation: operations.connectOwnSource,
  may: canConnectSources,
  async answer(asked, house) {
    const { body: wish } = asked;
    const { id: accountId } = asked.account;
    if (!house.sourceKinds?.includes(wish.kind)) throw new ProblemError('not-in-this-cloud');
    const site = await siteOf(asked, house);
    if (!('groupId' in site) && wish.kind !== 'calendar') throw new ProblemError('no-team');
    const mapping =
      wish.kind === 'calendar'
        ? { meeting: { calendar: 'team' } }
        : wish.kind === 'directory'
          ? { member: { directory: 'team' } }
          : { planItem: { planner: wish.plan }, commitment: { planner: wish.plan } };
    const { entries } = readMapping(mapping);
    const name = entries[0]?.list ?? '';
    const id = kindedSourceId(wish.kind, name);
    const at = house.clock();
    const body = presentConnected({ id, kind: wish.kind, name, mapping: [...entries], madeFor: null });
    await inAccount(asked, house, async (tx) => {
      const isNew = await connectSource(tx, {
        accountId,
        id,
        kind: wish.kind,
        name,
        site,
        found: null,
        webUrl: null,
        entries,
        at: at.toISOString(),
      });
      if (!isNew) throw new ProblemError('source-exists', `"${name}" is connected already.`);
      await audit(tx, {
        accountId,
        at,
        directoryId: asked.caller.directoryId,
        action: 'connectSource',
        subject: id,
        before: null,
        after: body,
      });
    });
    house.sync
      .syncNow(accountId, id)
      .catch((error: unknown) => house.log.error({ err: error, accountId, source: id }, 'the first sync of a source failed'));
    return { status: 201, body };
  },
});
