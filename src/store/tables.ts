import type { Generated } from 'kysely';

/** The tables that are not record tables, for typed queries; record tables and contributions are read by SQL made from the model. */
export interface Tables {
  workspace: {
    account_id: string;
    slug: string;
    created_at: string;
    created_by: string | null;
    last_moment: Generated<string>;
    revision: Generated<number>;
    settings: Generated<Json>;
    needs_rebuild: Generated<boolean>;
  };
  link: {
    account_id: string;
    team_id: string;
    channel_id: string;
    membership_type: 'standard' | 'private' | 'shared';
    linked_at: string;
    linked_by: string | null;
  };
  access: {
    account_id: string;
    directory_id: string;
    role: 'manager' | 'member' | 'reader';
    until_on: Generated<string>;
    named_at: string;
    named_by: string | null;
  };
  source: {
    account_id: string;
    id: string;
    kind: string;
    name: string;
    web_url: string | null;
    location: Json;
    mapping: Json;
    state: Generated<'new' | 'syncing' | 'fresh' | 'stale' | 'asking' | 'failed'>;
    cursor: string | null;
    round: Json | null;
    rows_seen: Generated<number>;
    last_attempt_at: string | null;
    last_success_at: string | null;
    problem: Json | null;
    created_at: string;
  };
  quarantine: {
    account_id: string;
    source_id: string;
    row_id: string;
    record_type: string;
    record_id: string | null;
    reasons: Json;
    cells: Json;
    source_url: string | null;
    quarantined_at: string;
  };
  pending_deletion: { account_id: string; source_id: string; row_id: string; held_at: string };
  seen_row: { account_id: string; source_id: string; row_id: string };
  person: {
    account_id: string;
    id: string;
    name: string | null;
    address: string | null;
    title: string | null;
    directory_id: string | null;
  };
  note: { account_id: string; id: string; text: string };
  audit: {
    account_id: string;
    id: Generated<number>;
    at: string;
    directory_id: string;
    action: string;
    subject: string;
    before: Json | null;
    after: Json | null;
  };
  computed_kpi: { account_id: string; kpi: string; definition: number; fiscal_year_start: string };
  dirty_subject: { account_id: string; kpi: string; subject: string };
  reading: {
    account_id: string;
    kpi: string;
    period: string;
    on_date: string;
    known_at: string;
    definition: number;
    value: string | null;
    numerator: string;
    denominator: string;
    records: number;
    missing_rates: string[];
  };
}
/** json in: a string made by JSON.stringify; json out: parsed. */
// biome-ignore lint/suspicious/noExplicitAny: what a json column holds is checked by its reader's schema
export type Json = any;
