import type { Generated } from 'kysely';
import type { Language } from '../model/index.ts';

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
    site: Generated<Json | null>;
    closed_at: Generated<string | null>;
    delete_on: Generated<string | null>;
  };
  link: {
    account_id: string;
    team_id: string;
    channel_id: string;
    membership_type: 'standard' | 'private' | 'shared';
    linked_at: string;
    linked_by: string | null;
    digest_on: Generated<boolean>;
    digest_weekday: Generated<number>;
    digest_time: Generated<string>;
    time_zone: Generated<string | null>;
    language: Generated<Language>;
    digest_since: Generated<string | null>;
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
    reconciled_at: string | null;
    missed: number | null;
  };
  subscription: {
    account_id: string;
    source_id: string;
    graph_id: string | null;
    location: Json | null;
    notification_url: string | null;
    client_state_hash: string | null;
    expires_at: string | null;
    problem: string | null;
    problem_detail: string | null;
    due_at: string;
    claimed_until: string | null;
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
  conversation: {
    id: string;
    kind: 'personal' | 'groupChat' | 'channel';
    service_url: string;
    bot_id: string;
    directory_id: string | null;
    user_id: string | null;
    team_id: string | null;
    channel_id: string | null;
    language: Generated<Language>;
    time_zone: string | null;
    chosen_account_id: string | null;
    welcomed_at: string | null;
    suspended_at: string | null;
    suspended_because: string | null;
    seen_at: string;
  };
  digest: {
    account_id: string;
    channel_id: string;
    number: number;
    occasion: string;
    on_date: string;
    known_at: string;
    computed_at: string;
    asked_by: string | null;
    facts: Json;
  };
  outbox: {
    account_id: string;
    id: string;
    carrier: Generated<'bot' | 'mail'>;
    kind: string;
    about: string;
    conversation_id: string;
    content: Json;
    state: Generated<'pending' | 'sending' | 'sent' | 'failed' | 'unknown' | 'cancelled'>;
    attempts: Generated<number>;
    created_at: string;
    next_try_at: string;
    not_after: string | null;
    claimed_by: string | null;
    claimed_at: string | null;
    settled_at: string | null;
    message_id: string | null;
    problem: Json | null;
  };
  send_rate: { scope: string; next_at: string };
  nudge: {
    account_id: string;
    id: string;
    rule: string;
    record_type: string;
    record_id: string;
    person_id: string | null;
    is_reassigned: Generated<boolean>;
    kpi: string | null;
    worth: string | null;
    rank: Generated<string>;
    horizon: string | null;
    due_on: string | null;
    facts: Generated<Json>;
    state: 'open' | 'snoozed' | 'done' | 'closed';
    opened_at: string;
    reopened: Generated<number>;
    snoozed_until: string | null;
    settled_at: string | null;
    settled_by: string | null;
    reading_before: string | null;
    reading_after: string | null;
  };
  person_card: { directory_id: string; on_date: string; kind: 'morning' | 'endOfDay' };
  errand: {
    id: string;
    account_id: string;
    directory_id: string;
    answer: Json;
    verifier: string;
    expires_at: string;
    used_at: string | null;
  };
}
/** json in: a string made by JSON.stringify; json out: parsed. */
// biome-ignore lint/suspicious/noExplicitAny: what a json column holds is checked by its reader's schema
export type Json = any;
