-- What a person has said of which record a cell means: once, for every cell that says the same, until it is taken back.

create table link_answer (
  account_id text not null references workspace (account_id) on delete cascade,
  refers_to text not null,
  -- the form in which it is compared, and as the cell had it
  compared text not null,
  said text not null,
  -- null: no record is meant
  record_id text,
  answered_at timestamptz(3) not null,
  answered_by text not null,
  primary key (account_id, refers_to, compared)
);

-- A reference that was found by such an answer stays here, so that the answer can be taken back.
alter table unresolved_reference add column is_answered boolean not null default false;

do $$
declare
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  alter table link_answer enable row level security;
  execute format('create policy visible_accounts on link_answer for all to pulse_app using (%s) with check (%s)', visible, visible);
  grant select, insert, update, delete on link_answer to pulse_app;
end $$;
