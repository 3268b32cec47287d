-- How each source is followed between the scheduled rounds, and what the last full enumeration found.

-- A row outlives its source until Graph has been told to forget the subscription: no foreign key.
create table subscription (
  account_id text not null,
  source_id text not null,
  -- Graph's id; null: there is none
  graph_id text,
  -- where the source and we were when Graph was last asked: another place needs another subscription
  location jsonb,
  notification_url text,
  -- SHA-256, as hex, of the secret that each notification must carry; the secret itself is known to Graph alone
  client_state_hash text,
  expires_at timestamptz(3),
  -- why there is none, or why the last renewal failed: a key of src/following/note.ts, and what Graph said
  problem text,
  problem_detail text,
  -- when something is to be done about it next
  due_at timestamptz(3) not null,
  -- a process works on it until then
  claimed_until timestamptz(3),
  primary key (account_id, source_id)
);
create unique index subscription_graph_id on subscription (graph_id);
create index subscription_due on subscription (due_at);

alter table source
  add column reconciled_at timestamptz(3),
  -- records that delta had missed, found by that enumeration
  add column missed int;

do $$
declare
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  alter table subscription enable row level security;
  execute format('create policy visible_accounts on subscription for all to pulse_app using (%s) with check (%s)', visible, visible);
  grant select, insert, update, delete on subscription to pulse_app;
end $$;
