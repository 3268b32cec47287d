-- Persons who were erased, so that the next sync does not bring them back; and accounts that are closed.

-- Hashes with a key that is kept outside this database: who has only the database learns of nobody by it.
create table erased_key (
  account_id text not null references workspace (account_id) on delete cascade,
  -- HMAC-SHA256 of a name, an address, a directory id, or of the key of a record about the person
  hash text not null,
  -- what stands in its place
  pseudonym text not null,
  -- in texts: w2 is looked for among two words, c3 among three characters; x stands alone
  shape text not null,
  erased_at timestamptz(3) not null,
  primary key (account_id, hash)
);

-- By which key: with another one the hashes would find nobody, and erased persons would come back.
create table erasure_key (
  is_only boolean primary key default true check (is_only),
  fingerprint text not null
);
grant select, insert, delete on erasure_key to pulse_app;

alter table workspace
  -- closed: nobody sees it, nothing is read or sent
  add column closed_at timestamptz(3),
  add column closed_by text,
  -- everything of it is deleted on this day, unless it is taken back
  add column delete_on date,
  add column delete_because text check (delete_because in ('closed', 'appRemoved')),
  -- the managers were told
  add column delete_told_at timestamptz(3);
create index workspace_leaving on workspace (delete_on) where delete_on is not null;

do $$
declare
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  alter table erased_key enable row level security;
  execute format('create policy visible_accounts on erased_key for all to pulse_app using (%s) with check (%s)', visible, visible);
  grant select, insert, update, delete on erased_key to pulse_app;
end $$;
