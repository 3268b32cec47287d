-- Who may see what: changes that cannot overwrite each other, and what people from outside may see in a room.

alter table workspace
  -- raised whenever somebody changes who may see the account: a change states which one it was made from
  add column access_revision bigint not null default 0;

-- A channel or chat that holds guests or people of another tenant, and what a manager has confirmed they may see there.
-- Without a row: nothing.
create table outsider_sight (
  account_id text not null references workspace (account_id) on delete cascade,
  -- the channel, or the bot's id of the chat
  room_id text not null,
  see text not null check (see in ('nothing', 'headlines', 'reader')),
  confirmed_at timestamptz(3) not null,
  confirmed_by text not null,
  primary key (account_id, room_id)
);

do $$
declare
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  alter table outsider_sight enable row level security;
  execute format('create policy visible_accounts on outsider_sight for all to pulse_app using (%s) with check (%s)', visible, visible);
  grant select, insert, update, delete on outsider_sight to pulse_app;
end $$;
