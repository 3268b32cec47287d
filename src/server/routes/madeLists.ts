import { canConnectSources } from '../../access/policies/sources.ts';
import { audit } from '../../audit/audit.ts';
import { findMaking, makingState, newestMaking } from '../../provision/makings.ts';
import { addSamples, removeSamples } from '../../provision/samples/write.ts';
import { siteLists } from '../../provision/siteLists.ts';
import { findSite } from '../../sources/list/discover.ts';
import { operations, type ProposedLists, type SampleRows } from '../contract.ts';
import type { House } from '../house.ts';
import { asMaker, makersGraph } from '../madeLists/asMaker.ts';
import { knownSources, languageOfAccount } from '../madeLists/known.ts';
import { sampleWish, startMaking } from '../madeLists/make.ts';
import { presentMaking } from '../madeLists/present.ts';
import { proposeLists } from '../madeLists/propose.ts';
import { asPerson } from '../mappings/asPerson.ts';
import { siteOf } from '../mappings/site.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import { type AskedOfAccount, accountRoute } from '../route.ts';

/** Which lists could be made on the site, and which there are. */
export const proposedLists = accountRoute({
  operation: operations.proposedLists,
  may: canConnectSources,
  async answer(asked, house) {
    const { id: accountId, currency } = asked.account;
    const site = await siteOf(asked, house);
    const { known, usual, newest } = await inAccount(asked, house, async (tx) => ({
      known: await knownSources(tx, accountId),
      usual: await languageOfAccount(tx, accountId),
      newest: await newestMaking(tx, accountId),
    }));
    const language = asked.query.language ?? usual;
    const ask = { language, shown: asked.language, currency, countSamples: asked.query.sampleRows === 'true' };
    const proposed = await asPerson(asked, house, async (graph) => proposeLists(graph, await findSite(graph, site), known, ask));
    const isOpen = newest !== null && ['running', 'stopped'].includes(makingState(newest, house.clock()));
    const body: ProposedLists = { ...proposed, language, canMake: await canMake(asked, house), run: isOpen ? newest.id : null };
    return { body };
  },
});

async function canMake(asked: AskedOfAccount, house: House): Promise<boolean> {
  try {
    await makersGraph(asked, house);
    return true;
  } catch (error) {
    if (error instanceof ProblemError) return false;
    throw error;
  }
}

/** Makes lists in the person's name. The answer comes at once; how far it is, `listMaking` tells. */
export const makeLists = accountRoute({
  operation: operations.makeLists,
  may: canConnectSources,
  async answer(asked, house) {
    const site = await siteOf(asked, house);
    const usual = await inAccount(asked, house, (tx) => languageOfAccount(tx, asked.account.id));
    const { recordTypes, sampleRows, language = usual } = asked.body;
    const { making } = await startMaking(asked, house, { recordTypes, sampleRows, language, site });
    return { status: 202, body: presentMaking(making, house.clock(), asked.language) };
  },
});

export const listMaking = accountRoute({
  operation: operations.listMaking,
  may: canConnectSources,
  async answer(asked, house) {
    const making = await inAccount(asked, house, (tx) => findMaking(tx, asked.account.id, asked.path.making ?? ''));
    if (!making) throw new ProblemError('unknown-making');
    return { body: presentMaking(making, house.clock(), asked.language) };
  },
});

export const addSampleRows = accountRoute({
  operation: operations.addSampleRows,
  may: canConnectSources,
  async answer(asked, house) {
    const site = await siteOf(asked, house);
    const usual = await inAccount(asked, house, (tx) => languageOfAccount(tx, asked.account.id));
    const { added, made } = await asMaker(asked, house, async (graph) => {
      const siteId = await findSite(graph, site);
      const lists = await siteLists(graph, siteId);
      const wish = await sampleWish(asked, graph, siteId, asked.body.language ?? usual);
      return { added: await addSamples({ graph, siteId, made: lists.made }, wish), made: lists.made };
    });
    const lists = [...made.values()].map(({ recordType, title }) => ({
      ...{ recordType, name: title, added: added.get(recordType) ?? 0, removed: 0, kept: 0 },
    }));
    return { body: await toldAndRead(asked, house, 'addSampleRows', lists) };
  },
});

export const removeSampleRows = accountRoute({
  operation: operations.removeSampleRows,
  may: canConnectSources,
  async answer(asked, house) {
    const site = await siteOf(asked, house);
    const { removed, made } = await asMaker(asked, house, async (graph) => {
      const siteId = await findSite(graph, site);
      const { made } = await siteLists(graph, siteId);
      return { removed: await removeSamples({ graph, siteId, made }, asked.query.changedToo === 'true'), made };
    });
    const lists = [...made.values()].map(({ recordType, title }) => ({
      ...{ recordType, name: title, added: 0, removed: 0, kept: 0 },
      ...removed.get(recordType),
    }));
    return { body: await toldAndRead(asked, house, 'removeSampleRows', lists) };
  },
});

/** Writes the audit, and reads the lists whose rows are others now, so that the numbers follow at once. */
async function toldAndRead(asked: AskedOfAccount, house: House, action: string, lists: SampleRows['lists']): Promise<SampleRows> {
  const { id: accountId } = asked.account;
  const sum = (pick: (list: SampleRows['lists'][number]) => number) => lists.reduce((total, list) => total + pick(list), 0);
  const body = { added: sum((list) => list.added), removed: sum((list) => list.removed), kept: sum((list) => list.kept), lists };
  const known = await inAccount(asked, house, async (tx) => {
    const entry = { accountId, at: house.clock(), directoryId: asked.caller.directoryId, action, subject: 'sample rows' };
    await audit(tx, { ...entry, before: null, after: { added: body.added, removed: body.removed, kept: body.kept } });
    return knownSources(tx, accountId);
  });
  const changed = new Set(lists.filter((list) => list.added + list.removed > 0).map((list) => list.recordType));
  for (const { id, madeFor } of known) {
    if (madeFor === null || !changed.has(madeFor)) continue;
    await house.sync
      .syncNow(accountId, id)
      .catch((error: unknown) => house.log.error({ err: error, accountId, source: id }, 'the sync after a change of sample rows failed'));
  }
  return body;
}
