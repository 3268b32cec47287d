-- What each record contributes to each KPI in the state of now, only what counts: a cache that can always be rebuilt.
-- (What does not count, and why, is asked of the select itself.)
create table contribution (
  account_id text not null,
  kpi text not null,
  subject text not null,
  record_type text not null,
  record_id text not null,
  part text not null,
  occurred_on date,
  counts_from date not null,
  counts_until date not null,
  numerator numeric not null,
  denominator numeric not null,
  currency text,
  organization_id text,
  country text,
  product text,
  motion text,
  partner_id text,
  owner_id text,
  segment text,
  primary key (account_id, kpi, subject, record_type, record_id, part)
);

-- The definition with which a KPI's contributions were computed.
create table computed_kpi (
  account_id text not null references workspace (account_id) on delete cascade,
  kpi text not null,
  definition int not null,
  fiscal_year_start text not null,
  primary key (account_id, kpi)
);

-- Written in the record's own transaction; removed when the subject was brought up to date. An empty subject: the whole KPI.
create table dirty_subject (
  account_id text not null references workspace (account_id) on delete cascade,
  kpi text not null,
  subject text not null,
  primary key (account_id, kpi, subject)
);

-- Stored for ever: what we knew on the day. A row only where the reading differs from the last stored one.
create table reading (
  account_id text not null references workspace (account_id) on delete cascade,
  kpi text not null,
  period text not null,
  on_date date not null,
  known_at timestamptz(3) not null,
  definition int not null,
  value numeric,
  numerator numeric not null,
  denominator numeric not null,
  records int not null,
  missing_rates text[] not null default '{}',
  primary key (account_id, kpi, period, known_at, on_date)
);
