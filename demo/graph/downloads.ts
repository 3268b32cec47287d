import type { RawReply, RawRequest } from './http/listener.ts';
import { mimeTypeOf, tagsOf } from './resources/driveItem.ts';
import type { Tenant } from './state/tenant.ts';

export const isDownload = (request: RawRequest): boolean => request.url.pathname === '/_layouts/15/download.aspx';

/** The content behind an address that /content gave: whole, or from where a reader stopped. */
export function answerDownload(tenant: Tenant, request: RawRequest): RawReply {
  const itemId = tenant.tickets.itemOf(request.url.searchParams.get('tempauth') ?? '');
  if (itemId === null) return { status: 401, headers: {}, body: '' };
  const item = tenant.library.get(itemId);
  if (!item) return { status: 404, headers: {}, body: '' };
  const { cTag } = tagsOf(item);
  const headers = { 'Content-Type': mimeTypeOf(item), ETag: cTag, 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-store' };
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const isSame = request.headers['if-range'] === undefined || request.headers['if-range'] === cTag;
  if (!range || !isSame) return { status: 200, headers, body: item.content };
  const start = Number(range[1]);
  const { length } = item.content;
  if (start >= length) return { status: 416, headers: { 'Content-Range': `bytes */${length}` }, body: '' };
  return {
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${start}-${length - 1}/${length}` },
    body: item.content.subarray(start),
  };
}
