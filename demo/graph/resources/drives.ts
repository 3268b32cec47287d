import { type Call, contextOf, ok, type Route } from '../call.ts';
import { badRequest, GraphError, notFound } from '../http/errors.ts';
import type { GraphReply } from '../http/exchange.ts';
import { collectionReply } from '../odata/collection.ts';
import { openToken, sealToken, selected } from '../odata/query.ts';
import { PERMISSIONS } from '../permissions.ts';
import type { LibraryItem } from '../state/library.ts';
import { driveItemResource, driveResource } from './driveItem.ts';
import { openSite } from './sites.ts';

/** The site's one library: who may open the site may open it. */
function openDrive(call: Call) {
  const { site, library } = call.tenant;
  openSite({ ...call, params: { site: call.params.site ?? site.id } });
  const asked = call.params.drive;
  if (asked !== undefined && asked !== library.id) throw notFound('The resource could not be found.');
  const group = call.params.group;
  if (group !== undefined && group.toLowerCase() !== call.tenant.seed.team.id.toLowerCase()) throw notFound();
  return library;
}

/** By its id, by 'root', or by its path, which the dispatcher writes as 'root:/…'. */
function openItem(call: Call): LibraryItem {
  const library = openDrive(call);
  const asked = call.params.item ?? 'root';
  const found = asked.startsWith('root:/')
    ? library.at(asked.slice('root:/'.length))
    : asked === 'root'
      ? library.root
      : library.get(asked);
  if (!found) throw notFound('The resource could not be found.');
  return found;
}

const itemContext = (call: Call, tail: string) => contextOf(call, `drives('${encodeURIComponent(call.tenant.library.id)}')/${tail}`);
const oneItem = (call: Call) =>
  ok({ '@odata.context': itemContext(call, 'items/$entity'), ...selected(driveItemResource(call, openItem(call)), call.query.select) });
const oneDrive = (call: Call) => {
  openDrive(call);
  return ok({ '@odata.context': contextOf(call, 'drives/$entity'), ...selected(driveResource(call), call.query.select) });
};

function children(call: Call): GraphReply {
  const item = openItem(call);
  const found = call.tenant.library.children(item).map((child) => driveItemResource(call, child));
  return collectionReply(call, `drives('${encodeURIComponent(call.tenant.library.id)}')/items('${item.id}')/children`, found, 200);
}

/** 302 to an address that needs no token and lives for a while: https://learn.microsoft.com/graph/api/driveitem-get-content */
function content(call: Call): GraphReply {
  const item = openItem(call);
  if (item.kind !== 'file') throw badRequest('The item is a folder and has no content.');
  if (item.isLocked) throw new GraphError(423, 'resourceLocked', 'The resource you are attempting to access is locked');
  return {
    status: 302,
    headers: { Location: `${call.request.root}/_layouts/15/download.aspx?tempauth=${call.tenant.tickets.issue(item.id)}` },
  };
}

interface DriveToken {
  epoch: string;
  drive: string;
  generation: number;
  changes: number;
  /** How many items of the first enumeration were given; null: only changes from here on. */
  given: number | null;
}
const isDriveToken = (token: unknown): token is DriveToken =>
  typeof token === 'object' &&
  token !== null &&
  typeof (token as DriveToken).epoch === 'string' &&
  Number.isInteger((token as DriveToken).changes);

function delta(call: Call): GraphReply {
  const library = openDrive(call);
  if (openItem(call) !== library.root) throw badRequest('Delta is supported on the root of a document library only.');
  const address = `${call.request.root}/v1.0/drives/${library.id}/root/delta`;
  const linkTo = (token: DriveToken) => `${address}?token=${sealToken(token)}`;
  const asked = call.request.query.get('token');
  const token = asked === null || asked === 'latest' ? null : openToken(asked);
  if (token !== null && !isDriveToken(token)) throw badRequest('The token is not a valid delta token.');
  const isOld =
    token !== null &&
    (token.epoch !== call.tenant.epoch || token.generation !== library.tokenGeneration || token.changes > library.changeCount);
  if (isOld) {
    throw new GraphError(410, 'resyncRequired', 'Resync required. Replace any local items with the server version, including deletes.', {
      innerCode: 'resyncChangesApplyDifferences',
      headers: { Location: address },
    });
  }
  const from: DriveToken = token ?? {
    epoch: call.tenant.epoch,
    drive: library.id,
    generation: library.tokenGeneration,
    changes: library.changeCount,
    given: asked === 'latest' ? null : 0,
  };
  const length = Math.min(call.query.top ?? 200, 200);
  const found = from.given === null ? library.changedAfter(from.changes) : library.all.slice(from.given);
  const page = found.slice(0, length);
  const isLast = page.length === found.length;
  const next =
    from.given === null ? { ...from, changes: page.at(-1)?.changedAt ?? from.changes } : { ...from, given: from.given + page.length };
  const done = { ...from, given: null, changes: from.given === null ? library.changeCount : from.changes };
  return ok({
    '@odata.context': itemContext(call, 'items'),
    ...(isLast ? { '@odata.deltaLink': linkTo(done) } : { '@odata.nextLink': linkTo(next) }),
    value: page.map((item) => selected(driveItemResource(call, item), call.query.select)),
  });
}

const permissions = PERMISSIONS.readFiles;
const get = (path: string, answer: Route['answer']): Route => ({ method: 'GET', path, permissions, answer });

export const driveRoutes: Route[] = [
  get('/sites/{site}/drive', oneDrive),
  get('/groups/{group}/drive', oneDrive),
  get('/sites/{site}/drives', (call) => {
    openDrive(call);
    return collectionReply(call, `sites('${encodeURIComponent(call.tenant.site.id)}')/drives`, [driveResource(call)]);
  }),
  get('/drives/{drive}', oneDrive),
  get('/drives/{drive}/root', oneItem),
  get('/drives/{drive}/root/children', children),
  get('/drives/{drive}/root/delta', delta),
  get('/drives/{drive}/items/{item}', oneItem),
  get('/drives/{drive}/items/{item}/children', children),
  get('/drives/{drive}/items/{item}/content', content),
  get('/drives/{drive}/items/{item}/delta', delta),
];
