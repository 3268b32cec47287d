-- What a sync holds back until it is certain, and references that found nothing yet.

-- A deletion may be of a whole row ('' and ''), or of one record that its row no longer yields.
alter table pending_deletion add column record_type text not null default '';
alter table pending_deletion add column record_id text not null default '';
alter table pending_deletion drop constraint pending_deletion_pkey;
alter table pending_deletion add primary key (account_id, source_id, row_id, record_type, record_id);

-- Records whose id another row holds: they take its place if that row goes in the same round, else they are quarantined. Empty between rounds.
create table pending_claim (
  account_id text not null,
  source_id text not null,
  row_id text not null,
  record_type text not null,
  record_id text not null,
  record jsonb not null,
  held_by_source text not null,
  held_by_row text not null,
  primary key (account_id, source_id, row_id, record_type, record_id),
  foreign key (account_id, source_id) references source (account_id, id) on delete cascade
);

-- References that found no record (or not all of theirs): tried again whenever records of that type change, and listed as unmatched.
create table unresolved_reference (
  account_id text not null,
  source_id text not null,
  record_type text not null,
  record_id text not null,
  field text not null,
  refers_to text not null,
  match text not null check (match in ('name', 'id')),
  -- as the cell has them, all of them
  raw text[] not null,
  primary key (account_id, record_type, record_id, field),
  foreign key (account_id, source_id) references source (account_id, id) on delete cascade
);
create index unresolved_reference_target on unresolved_reference (account_id, refers_to);

do $$
declare
  name text;
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  foreach name in array array['pending_claim', 'unresolved_reference'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy visible_accounts on %I for all to pulse_app using (%s) with check (%s)', name, visible, visible);
    execute format('grant select, insert, update, delete on %I to pulse_app', name);
  end loop;
end $$;
