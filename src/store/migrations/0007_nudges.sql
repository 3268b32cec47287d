-- What is asked of whom, and what came of it.

create table nudge (
  account_id text not null references workspace (account_id) on delete cascade,
  id text not null,
  rule text not null,
  record_type text not null,
  record_id text not null,
  -- who is asked: a key into person; null: the account's managers
  person_id text,
  -- the manager, or the person themselves, gave it to somebody else: the record's owner no longer decides
  is_reassigned boolean not null default false,
  -- what it would do at the horizon: the KPI, the change of its reading in the KPI's own unit, and its rank among all KPIs
  kpi text,
  worth numeric,
  rank numeric not null default 0,
  horizon date,
  due_on date,
  -- ids, dates and amounts that its sentence is made from
  facts jsonb not null default '{}',
  state text not null check (state in ('open', 'snoozed', 'done', 'closed')),
  opened_at timestamptz(3) not null,
  reopened int not null default 0,
  snoozed_until date,
  -- done: somebody says so; closed: the cause is gone
  settled_at timestamptz(3),
  settled_by text,
  -- the KPI's reading before and after: what the nudge led to
  reading_before numeric,
  reading_after numeric,
  primary key (account_id, id),
  unique (account_id, rule, record_type, record_id)
);
create index nudge_person on nudge (account_id, person_id) where state = 'open';

-- One morning card and one end-of-day card per person and day, over all accounts.
create table person_card (
  directory_id text not null,
  on_date date not null,
  kind text not null check (kind in ('morning', 'endOfDay')),
  primary key (directory_id, on_date, kind)
);
grant select, insert, update, delete on person_card to pulse_app;

-- An answer on its way over the issuer's sign-in page, where the bot gets no token of the person: used once, for minutes.
create table errand (
  -- a hash of the state that the browser carries
  id text primary key,
  account_id text not null references workspace (account_id) on delete cascade,
  directory_id text not null,
  answer jsonb not null,
  verifier text not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);

do $$
declare
  name text;
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  foreach name in array array['nudge', 'errand'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy visible_accounts on %I for all to pulse_app using (%s) with check (%s)', name, visible, visible);
    execute format('grant select, insert, update, delete on %I to pulse_app', name);
  end loop;
end $$;
