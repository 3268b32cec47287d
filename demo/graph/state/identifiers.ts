import { createHash } from 'node:crypto';

/** A GUID that is the same for the same words, so that ids survive a restart without being stored. */
export function guidOf(...words: string[]): string {
  const hex = createHash('sha256').update(words.join('\u0000')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The item's own GUID: its list's, ending in the item's number. Cheap, because a page holds hundreds. */
export function itemGuid(listId: string, itemId: number): string {
  return `${listId.slice(0, 24)}${itemId.toString(16).padStart(12, '0')}`;
}

/** As it may stand in an address: letters, digits and hyphens. */
export function addressName(words: string): string {
  return words.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '') || 'unnamed';
}
