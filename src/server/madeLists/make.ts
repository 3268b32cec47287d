import { audit } from '../../audit/audit.ts';
import { fiscalYearOf } from '../../engine/period.ts';
import type { Graph } from '../../graph/client.ts';
import { type Language, type RecordType, recordTypes } from '../../model/index.ts';
import { connectMade } from '../../provision/connectMade.ts';
import type { Made } from '../../provision/makeList.ts';
import { beginMaking, type Making, type MakingEntry, noteMaking } from '../../provision/makings.ts';
import { runMaking } from '../../provision/runMaking.ts';
import { addSamples } from '../../provision/samples/write.ts';
import type { SiteLists } from '../../provision/siteLists.ts';
import { listTitle } from '../../provision/titles.ts';
import type { SiteReference } from '../../sources/kind.ts';
import { findSite } from '../../sources/list/discover.ts';
import { sitePeople } from '../../sources/list/lookups.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import type { AskedOfAccount } from '../route.ts';
import { makersGraph, notedProblem } from './asMaker.ts';
import { givenElsewhere, knownSources } from './known.ts';

export interface MakingWish {
  recordTypes: readonly RecordType[];
  language: Language;
  sampleRows: boolean;
  site: SiteReference;
}

/**
 * Begins to make lists. The person's consent is asked for now; the rest goes on beside the answer, and how far it is
 * is kept step by step. @returns the making, and its end
 */
export async function startMaking(
  asked: AskedOfAccount,
  house: House,
  wish: MakingWish,
): Promise<{ making: Making; ended: Promise<void> }> {
  const graph = await makersGraph(asked, house);
  const { id: accountId } = asked.account;
  const lists = recordTypes.filter((type) => wish.recordTypes.includes(type)).map((type) => waiting(type, wish.language));
  const now = house.clock();
  const directoryId = asked.caller.directoryId;
  const making = await inAccount(asked, house, async (tx) => {
    const begun = await beginMaking(tx, { accountId, language: wish.language, startedBy: directoryId, lists, now });
    if (!begun) throw new ProblemError('lists-being-made');
    const after = { recordTypes: lists.map(({ recordType }) => recordType), language: wish.language, sampleRows: wish.sampleRows };
    await audit(tx, { accountId, at: now, directoryId, action: 'makeLists', subject: begun.id, before: null, after });
    return begun;
  });
  const ended = work(asked, house, wish, making, graph).catch((error: unknown) =>
    house.log.error({ err: error, accountId }, 'the making of lists ended early'),
  );
  return { making, ended };
}

const waiting = (recordType: RecordType, language: Language): MakingEntry => ({
  ...{ recordType, name: listTitle(recordType, language), state: 'waiting', outcome: null },
  ...{ webUrl: null, source: null, sampleRows: 0, problem: null },
});

async function work(asked: AskedOfAccount, house: House, wish: MakingWish, making: Making, graph: Graph): Promise<void> {
  const { id: accountId, currency } = asked.account;
  const toRead = new Set<string>();
  const note = (hasEnded: boolean) => inAccount(asked, house, (tx) => noteMaking(tx, accountId, making, house.clock(), hasEnded));
  try {
    const siteId = await findSite(graph, wish.site);
    const elsewhere = givenElsewhere(await inAccount(asked, house, (tx) => knownSources(tx, accountId)));
    const connect = async (made: Made): Promise<string> => {
      const at = house.clock().toISOString();
      const source = await inAccount(asked, house, (tx) => connectMade(tx, { accountId, site: wish.site, siteId, made, at }));
      if (source.isChanged) toRead.add(source.id);
      return source.id;
    };
    const samples = async (site: SiteLists) => {
      const added = await addSamples({ graph, siteId, made: site.made }, await sampleWish(asked, graph, siteId, wish.language));
      for (const entry of making.lists) if (entry.source && added.has(entry.recordType)) toRead.add(entry.source);
      return added;
    };
    await runMaking(making, wish.language, {
      ...{ graph, siteId, currency, elsewhere, connect },
      sampleRows: wish.sampleRows ? samples : null,
      note: () => note(false),
      problemOf: (error) => notedProblem(error, house, accountId),
    });
  } catch (error) {
    const { type, detail } = notedProblem(error, house, accountId);
    for (const entry of making.lists) if (entry.state !== 'done') Object.assign(entry, { state: 'failed', problem: { type, detail } });
  } finally {
    // Read before it is said that they are there: whoever hears "done" finds the rows.
    for (const source of toRead) {
      await note(false);
      await house.sync.syncNow(accountId, source).catch((error: unknown) => logged(house, accountId, error));
    }
    await note(true);
  }
}

const logged = (house: House, accountId: string, error: unknown): void =>
  house.log.error({ err: error, accountId }, 'the first sync of a list that was made failed');

export async function sampleWish(asked: AskedOfAccount, graph: Graph, siteId: string, language: Language) {
  const { currency, fiscalYearStart } = asked.account;
  const address = asked.caller.address?.toLowerCase();
  const people = address ? await sitePeople(graph, siteId) : new Map<string, string>();
  const number = [...people].find(([, one]) => one.toLowerCase() === address)?.[0];
  return {
    ...{ language, currency, today: asked.today },
    fiscalYear: fiscalYearOf(asked.today, fiscalYearStart),
    me: number === undefined ? null : Number(number),
  };
}
