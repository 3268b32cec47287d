/** The format of mapping.json, as far as the sample writes it: which rows of which list become which records. */
export type FieldMapping =
  | string
  | {
      column: string;
      currencyColumn?: string;
      match?: 'name' | 'id';
      values?: Readonly<Record<string, string | boolean>>;
      format?: string;
    }
  | { value: string };
export interface EntryMapping {
  list: string;
  where?: { column: string; equals: string };
  fields: Readonly<Record<string, FieldMapping>>;
}
export interface Mapping {
  account: Readonly<Record<string, string | number | readonly string[]>>;
  [recordType: string]: EntryMapping | readonly EntryMapping[] | Mapping['account'];
}
