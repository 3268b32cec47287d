-- Sign-ins that people let us keep, each for one purpose; an errand may be to give consent, which belongs to no account.

create table kept_sign_in (
  directory_id text not null,
  purpose text not null,
  -- AES-256-GCM, bound to person and purpose; null: it has ended
  key_name text,
  sealed text,
  -- counts up with every token that the issuer gives: a newer one is never overwritten by an older
  renewal bigint not null default 0,
  connected_at timestamptz(3) not null,
  renewed_at timestamptz(3) not null,
  lost_at timestamptz(3),
  lost_because text,
  -- the person was told of the loss
  told_at timestamptz(3),
  -- one server at a time shows the token to the issuer
  claimed_by text,
  claimed_until timestamptz(3),
  primary key (directory_id, purpose),
  check ((sealed is null) = (key_name is null))
);
create index kept_sign_in_key on kept_sign_in (key_name) where sealed is not null;

-- It belongs to one person: a transaction says whose (pulse.person); jobs see all.
do $$
declare
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or directory_id = (select current_setting('pulse.person', true))
  $policy$;
begin
  alter table kept_sign_in enable row level security;
  execute format('create policy own_sign_ins on kept_sign_in for all to pulse_app using (%s) with check (%s)', visible, visible);
  grant select, insert, update, delete on kept_sign_in to pulse_app;
end $$;

alter table errand alter column account_id drop not null;
