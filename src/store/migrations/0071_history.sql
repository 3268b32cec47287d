-- History from before a list was connected: its item versions are replayed with their own times, and marked.

do $$
declare
  name text;
begin
  for name in
    select c.table_name from information_schema.columns c
    where c.table_schema = 'public' and c.column_name = 'known_from'
      and exists (select from information_schema.columns o
        where o.table_schema = 'public' and o.table_name = c.table_name and o.column_name = 'source_row_id')
  loop
    execute format('alter table %I add column replayed boolean not null default false', name);
  end loop;
end $$;

-- Rows whose earlier versions are still to be asked for.
create table history_row (
  account_id text not null,
  source_id text not null,
  row_id text not null,
  primary key (account_id, source_id, row_id),
  foreign key (account_id, source_id) references source (account_id, id) on delete cascade
);

-- What of the past could be replayed, per source.
create table source_history (
  account_id text not null,
  source_id text not null,
  -- when the source was first read: what is known from before is replayed
  connected_at timestamptz(3) not null,
  -- the oldest version that was replayed
  from_at timestamptz(3),
  -- before this moment versions are missing: Graph no longer holds those of some rows; null: none is known to be
  whole_from timestamptz(3),
  rows_replayed bigint not null default 0,
  done_at timestamptz(3),
  primary key (account_id, source_id),
  foreign key (account_id, source_id) references source (account_id, id) on delete cascade
);

do $$
declare
  name text;
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  foreach name in array array['history_row', 'source_history'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy visible_accounts on %I for all to pulse_app using (%s) with check (%s)', name, visible, visible);
    execute format('grant select, insert, update, delete on %I to pulse_app', name);
  end loop;
end $$;
