-- The first day of an account: where its lists are made and looked for while it has no source yet, and how far the making of lists came.
alter table workspace add column site jsonb;

create table list_making (
  account_id text not null references workspace (account_id) on delete cascade,
  id text not null,
  language text not null,
  started_by text not null,
  started_at timestamptz(3) not null,
  -- raised with every step: one that has not been raised for a while was left off, by a restart for instance
  beat_at timestamptz(3) not null,
  ended_at timestamptz(3),
  -- one entry per list, as the contract's MadeList without its texts
  lists jsonb not null,
  primary key (account_id, id)
);
-- One at a time: two of them would make the same list twice.
create unique index list_making_open on list_making (account_id) where ended_at is null;

do $$
declare
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  alter table list_making enable row level security;
  execute format('create policy visible_accounts on list_making for all to pulse_app using (%s) with check (%s)', visible, visible);
  grant select, insert, update, delete on list_making to pulse_app;
end $$;
