import { sql } from 'kysely';
import type { Graph } from '../../graph/client.ts';
import { ForbiddenError, GraphError, NotFoundError } from '../../graph/errors.ts';
import { ConsentMissingError } from '../../graph/onBehalfOf.ts';
import { type SiteReference, SourceNotFoundError } from '../../sources/kind.ts';
import { discoverList, type ListLocation } from '../../sources/list/discover.ts';
import { sampleList } from '../../sources/list/sample.ts';
import type { ListSample } from '../../sources/mapping/propose/index.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import { inAccount } from '../reading.ts';
import type { AskedOfAccount } from '../route.ts';

/** A list as the person who asks may read it. */
export interface ReadableList {
  location: ListLocation;
  webUrl: string | null;
  sample: ListSample;
}

/** The account's site: where its sources are. */
export function siteOf(asked: AskedOfAccount, house: House): Promise<SiteReference> {
  return inAccount(asked, house, async (tx) => {
    const found = await sql<{ site: SiteReference }>`
      select location -> 'site' as site from source where account_id = ${asked.account.id} and location -> 'site' is not null
      group by 1 order by count(*) desc limit 1`.execute(tx);
    const site = found.rows[0]?.site;
    if (!site) throw new ProblemError('no-site');
    return site;
  });
}

/**
 * Asks Graph with the person's own rights. The installation may read more than they may: a manager who could name any
 * list here would see what is not theirs to see.
 */
export async function asPerson<T>(asked: AskedOfAccount, house: House, work: (graph: Graph) => Promise<T>): Promise<T> {
  if (asked.assertion === null) throw new ProblemError('sign-in-needed');
  try {
    return await work(await house.graphAs(asked.assertion));
  } catch (error) {
    if (error instanceof ConsentMissingError) throw new ProblemError('consent-missing');
    if (error instanceof ForbiddenError || error instanceof NotFoundError) throw new ProblemError('list-not-readable');
    if (error instanceof SourceNotFoundError) throw new ProblemError('unknown-list', error.message);
    if (error instanceof GraphError) throw new ProblemError('source-unreachable');
    throw error;
  }
}

export async function readableList(asked: AskedOfAccount, house: House, list: string): Promise<ReadableList> {
  const site = await siteOf(asked, house);
  return asPerson(asked, house, async (graph) => {
    const { location, webUrl } = await discoverList(graph, site, list);
    return { location, webUrl, sample: await sampleList(graph, location, list) };
  });
}
