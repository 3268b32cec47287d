import type { Graph } from '../../graph/client.ts';
import { discoverFile } from '../../sources/drive/item.ts';
import type { Place } from '../../sources/drive/place.ts';
import { sampleTable } from '../../sources/drive/sample.ts';
import { fileSource } from '../../sources/file/index.ts';
import type { SiteReference } from '../../sources/kind.ts';
import { discoverList } from '../../sources/list/discover.ts';
import { sampleList } from '../../sources/list/sample.ts';
import { MappingError } from '../../sources/mapping/errors.ts';
import { readOrigin } from '../../sources/mapping/origin.ts';
import type { ListSample } from '../../sources/mapping/propose/index.ts';
import { workbookSource } from '../../sources/workbook/index.ts';
import { type WorkbookPart, workbookParts } from '../../sources/workbook/parts.ts';
import type { House } from '../house.ts';
import { ProblemError } from '../problems.ts';
import type { AskedOfAccount } from '../route.ts';
import { asPerson } from './asPerson.ts';
import { siteOf } from './site.ts';

/** Where rows are, as a mapping.json says it: a list, a part of a workbook, or a file. */
export interface Origin {
  list?: string | undefined;
  workbook?: string | undefined;
  table?: string | undefined;
  sheet?: string | undefined;
  headerRow?: number | undefined;
  file?: string | undefined;
}
/** A source as the person who asks may read it. */
export interface ReadableSource {
  kind: 'list' | 'workbook' | 'file';
  /** What it is called: the list's name, 'Deals.xlsx, table Pipeline', the file's path. */
  name: string;
  /** As it was named, and a workbook with the part that is read. */
  origin: Origin;
  location: unknown;
  webUrl: string | null;
  sample: ListSample;
  parts: WorkbookPart[] | null;
}

/** Reads the source with the person's own rights. @throws ProblemError */
export async function readableSource(asked: AskedOfAccount, house: House, origin: Origin): Promise<ReadableSource> {
  const site = await siteOf(asked, house);
  return asPerson(asked, house, (graph) => readSource(graph, site, origin));
}

async function readSource(graph: Graph, site: SiteReference, origin: Origin): Promise<ReadableSource> {
  const isUnnamed = origin.workbook !== undefined && origin.table === undefined && origin.sheet === undefined;
  const parts = isUnnamed ? await workbookParts(graph, site, origin.workbook ?? '') : null;
  const first = parts?.[0];
  if (parts && !first) throw new ProblemError('invalid-mapping', 'This workbook holds no table and no sheet.');
  const named = first ? { ...origin, [first.kind]: first.name } : origin;
  const { list: name, kind, place } = understoodOrigin(named);
  if (kind === undefined || !place) {
    const { location, webUrl } = await discoverList(graph, site, name);
    return { kind: 'list', name, origin, location, webUrl, sample: await sampleList(graph, location, name), parts: null };
  }
  const { location, webUrl } = await discoverFile(graph, site, place);
  const source = kind === 'workbook' ? workbookSource() : fileSource();
  return { kind, name, origin: named, location, webUrl, sample: await sampleTable(source, graph, location, name), parts };
}

function understoodOrigin(origin: Origin): { list: string; kind?: 'workbook' | 'file'; place?: Place } {
  try {
    return readOrigin(origin, 'source');
  } catch (error) {
    if (error instanceof MappingError)
      throw new ProblemError('invalid-mapping', error.message, [{ path: error.path, message: error.message }]);
    throw error;
  }
}

/** The origin of a source that is connected, by its mapping. */
export function originOf(entry: { list: string; kind?: string | undefined; place?: Place | undefined }): Origin {
  if (!entry.place || entry.kind === undefined) return { list: entry.list };
  const { path, table, sheet, headerRow } = entry.place;
  return entry.kind === 'file' ? { file: path } : { workbook: path, table, sheet, headerRow };
}
