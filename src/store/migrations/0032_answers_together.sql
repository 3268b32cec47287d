-- Answers of named persons are shown to others in groups of at least three people alone. Which answers stand together is
-- decided once, by what is no secret (when, where, by which method), and the group's mean is kept as it was then.
create table answer_group (
  account_id text not null references workspace (account_id) on delete cascade,
  kpi text not null,
  -- the score, and the version of it: an answer that is corrected is another answer
  record_id text not null,
  known_from timestamptz(3) not null,
  group_number int not null,
  -- what it adds to the KPI by itself, and on average in its group, by this definition of the KPI
  own numeric not null,
  mean numeric not null,
  definition int not null,
  primary key (account_id, kpi, record_id, known_from)
);

do $$
declare
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  alter table answer_group enable row level security;
  execute format('create policy visible_accounts on answer_group for all to pulse_app using (%s) with check (%s)', visible, visible);
  grant select, insert, update, delete on answer_group to pulse_app;
end $$;

-- Accounts that are there already are grouped when they are next brought up to date.
insert into dirty_subject (account_id, kpi, subject)
select account_id, kpi, '' from workspace cross join (values ('relationship-score'), ('net-satisfaction')) as answered (kpi)
on conflict do nothing;
