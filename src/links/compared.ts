import { normalizeName } from '../sources/mapping/references.ts';

const address = /[^\s<>"';:,()]+@[^\s<>"';:,()]+\.[^\s<>"';:,()]+/;

/** The e-mail address in a cell such as 'Ada Frey <ada@contoso.example>' or 'mailto:ada@contoso.example'; null: there is none. */
export const addressIn = (key: string): string | null => (key.includes('@') ? address.exec(key) : null)?.[0].toLowerCase() ?? null;

/** The form in which two cells are compared: an address without its letter case, else a name without what systems write differently. */
export const compared = (key: string): string => addressIn(key) ?? normalizeName(key);
