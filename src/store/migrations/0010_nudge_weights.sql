-- What hypotheses change in a KPI, kept for as long as nothing that it reads has changed: a cache, which may be emptied at any time.
create table nudge_weight (
  account_id text not null references workspace (account_id) on delete cascade,
  -- a hash of the KPI, the day, what it reads, and the hypothesis
  key text not null,
  numerator numeric not null,
  denominator numeric not null,
  primary key (account_id, key)
);
alter table nudge_weight enable row level security;
create policy visible_accounts on nudge_weight for all to pulse_app
  using ((select current_setting('pulse.accounts', true)) = '*' or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[]))
  with check ((select current_setting('pulse.accounts', true)) = '*' or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[]));
grant select, insert, update, delete on nudge_weight to pulse_app;
