-- Edits on their way to their source, in the name of the person: what waits, what needs the person, and what can be undone.

create table edit (
  account_id text not null references workspace (account_id) on delete cascade,
  id uuid not null,
  -- in this order edits of one source are written
  seq bigint generated always as identity,
  source_id text not null,
  record_type text not null,
  record_id text not null,
  directory_id text not null,
  language text not null,
  state text not null check (state in ('waiting', 'writing', 'asking', 'conflict', 'refused', 'written', 'unchanged', 'undone', 'withdrawn')),
  -- values as asked, and as the person saw them when they asked; gone when nothing can be done with them any more
  -- json, not jsonb: in the order in which they were asked
  wished json,
  seen json,
  -- the version of a conflict that the person has seen and decided on
  if_match text,
  -- the cells as they were, and as they were written, for as long as it can be undone
  cells_before jsonb,
  cells_after jsonb,
  undoes uuid,
  -- of a conflict, or of why it needs the person
  problem jsonb,
  asked_at timestamptz(3) not null,
  -- until when the person's token lasts
  token_until timestamptz(3),
  -- a server has that token, and has said so lately
  held_until timestamptz(3),
  not_before timestamptz(3),
  attempts integer not null default 0,
  leased_by text,
  leased_until timestamptz(3),
  settled_at timestamptz(3),
  -- the person was told that it needs them
  told_at timestamptz(3),
  primary key (account_id, id)
);
create index edit_under_way on edit (account_id, source_id, seq) where state in ('waiting', 'writing');
create index edit_of_person on edit (account_id, directory_id, seq desc);

do $$
declare
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  alter table edit enable row level security;
  execute format('create policy visible_accounts on edit for all to pulse_app using (%s) with check (%s)', visible, visible);
  grant select, insert, update, delete on edit to pulse_app;
end $$;
