-- One versioned table per record type; printed by src/store/ddl.ts from src/model.
-- No foreign key on the account: it would be checked for each of 100,000 rows; closing an account deletes from every table by name.

create table account (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  name text,
  currency text,
  fiscal_year_start text,
  time_zone text,
  plan_from date,
  ea_programs text[],
  annuity_programs text[],
  key_win_threshold numeric,
  key_win_threshold_currency text,
  renewal_grace_days integer,
  conditions_scope text,
  primary key (account_id, id, known_from)
);
create unique index account_current on account (account_id, id) where known_until = 'infinity';
create index account_source_row on account (account_id, source_id, source_row_id) where known_until = 'infinity';

create table organization (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  name text,
  country text,
  region text,
  parent_id text,
  line_of_business text,
  conditions_in_scope boolean,
  primary key (account_id, id, known_from)
);
create unique index organization_current on organization (account_id, id) where known_until = 'infinity';
create index organization_source_row on organization (account_id, source_id, source_row_id) where known_until = 'infinity';

create table agreement (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  organization_id text,
  program text,
  starts_on date,
  ends_on date,
  terminated_on date,
  annual_value numeric,
  annual_value_currency text,
  signed_on date,
  renews_ids text[],
  lines text[],
  countries_of_use text[],
  owner_id text,
  primary key (account_id, id, known_from)
);
create unique index agreement_current on agreement (account_id, id) where known_until = 'infinity';
create index agreement_source_row on agreement (account_id, source_id, source_row_id) where known_until = 'infinity';

create table opportunity (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  name text,
  organization_id text,
  type text,
  stage text,
  status text,
  forecast_category text,
  amount numeric,
  amount_currency text,
  created_on date,
  proposed_on date,
  expected_close date,
  closed_on date,
  owner_id text,
  product text,
  motion text,
  partners_ids text[],
  services_attached boolean,
  key_win boolean,
  business_value text,
  agreement_id text,
  key_win_at_close boolean,
  partners_at_close text[],
  services_at_close boolean,
  primary key (account_id, id, known_from)
);
create unique index opportunity_current on opportunity (account_id, id) where known_until = 'infinity';
create index opportunity_source_row on opportunity (account_id, source_id, source_row_id) where known_until = 'infinity';

create table revenue (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  organization_id text,
  recognised_on date,
  amount numeric,
  amount_currency text,
  kind text,
  product text,
  agreement_id text,
  country_of_use text,
  primary key (account_id, id, known_from)
);
create unique index revenue_current on revenue (account_id, id) where known_until = 'infinity';
create index revenue_source_row on revenue (account_id, source_id, source_row_id) where known_until = 'infinity';

create table target (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  kpi text,
  period text,
  value numeric,
  value_currency text,
  organization_id text,
  primary key (account_id, id, known_from)
);
create unique index target_current on target (account_id, id) where known_until = 'infinity';
create index target_source_row on target (account_id, source_id, source_row_id) where known_until = 'infinity';

create table rate (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  fiscal_year integer,
  currency text,
  plan_rate numeric,
  primary key (account_id, id, known_from)
);
create unique index rate_current on rate (account_id, id) where known_until = 'infinity';
create index rate_source_row on rate (account_id, source_id, source_row_id) where known_until = 'infinity';

create table partner (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  name text,
  kind text,
  primary key (account_id, id, known_from)
);
create unique index partner_current on partner (account_id, id) where known_until = 'infinity';
create index partner_source_row on partner (account_id, source_id, source_row_id) where known_until = 'infinity';

create table contact (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  person_id text,
  level text,
  organization_id text,
  active_from date,
  active_until date,
  relationship_owner_id text,
  sponsor_id text,
  sponsor_cadence integer,
  primary key (account_id, id, known_from)
);
create unique index contact_current on contact (account_id, id) where known_until = 'infinity';
create index contact_source_row on contact (account_id, source_id, source_row_id) where known_until = 'infinity';

create table meeting (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  contacts text[],
  held_on date,
  kind text,
  number_of_people integer,
  owner_id text,
  organizer_id text,
  business_value_discussed boolean,
  answered_on date,
  opportunity_id text,
  value text,
  with_sponsor boolean,
  primary key (account_id, id, known_from)
);
create unique index meeting_current on meeting (account_id, id) where known_until = 'infinity';
create index meeting_source_row on meeting (account_id, source_id, source_row_id) where known_until = 'infinity';

create table score (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  survey_id text,
  contact_id text,
  organization_id text,
  answered_on date,
  method text,
  score numeric,
  scale_min numeric,
  scale_max numeric,
  comment_note_id text,
  primary key (account_id, id, known_from)
);
create unique index score_current on score (account_id, id) where known_until = 'infinity';
create index score_source_row on score (account_id, source_id, source_row_id) where known_until = 'infinity';

create table survey (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  organization_id text,
  closes_on date,
  invited integer,
  primary key (account_id, id, known_from)
);
create unique index survey_current on survey (account_id, id) where known_until = 'infinity';
create index survey_source_row on survey (account_id, source_id, source_row_id) where known_until = 'infinity';

create table condition (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  organization_id text,
  side text,
  text_note_id text,
  measure text,
  owner_id text,
  due_on date,
  opened_on date,
  closed_on date,
  agreed_on date,
  reviewed_on date,
  primary key (account_id, id, known_from)
);
create unique index condition_current on condition (account_id, id) where known_until = 'infinity';
create index condition_source_row on condition (account_id, source_id, source_row_id) where known_until = 'infinity';

create table plan_item (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  section text,
  title text,
  owner_id text,
  due_on date,
  first_due_on date,
  later_date_reason_note_id text,
  done_on date,
  reviewed_on date,
  motion text,
  value numeric,
  value_currency text,
  fiscal_year integer,
  primary key (account_id, id, known_from)
);
create unique index plan_item_current on plan_item (account_id, id) where known_until = 'infinity';
create index plan_item_source_row on plan_item (account_id, source_id, source_row_id) where known_until = 'infinity';

create table review (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  record_type text,
  record text,
  reviewed_on date,
  by_id text,
  primary key (account_id, id, known_from)
);
create unique index review_current on review (account_id, id) where known_until = 'infinity';
create index review_source_row on review (account_id, source_id, source_row_id) where known_until = 'infinity';

create table deployment (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  organization_id text,
  product text,
  measured_on date,
  owned numeric,
  deployed numeric,
  active numeric,
  current numeric,
  primary key (account_id, id, known_from)
);
create unique index deployment_current on deployment (account_id, id) where known_until = 'infinity';
create index deployment_source_row on deployment (account_id, source_id, source_row_id) where known_until = 'infinity';

create table commitment (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  team_asked text,
  asked_on date,
  due_on date,
  first_due_on date,
  later_date_reason_note_id text,
  answered_on date,
  owner_id text,
  subject_note_id text,
  primary key (account_id, id, known_from)
);
create unique index commitment_current on commitment (account_id, id) where known_until = 'infinity';
create index commitment_source_row on commitment (account_id, source_id, source_row_id) where known_until = 'infinity';

create table member (
  account_id text not null,
  id text not null,
  known_from timestamptz(3) not null,
  known_until timestamptz(3) not null default 'infinity',
  source_id text not null,
  source_row_id text not null,
  source_url text,
  modified_at timestamptz(3),
  modified_by_id text,
  person_id text,
  role text,
  country text,
  time_zone text,
  working_hours text,
  manager_id text,
  primary key (account_id, id, known_from)
);
create unique index member_current on member (account_id, id) where known_until = 'infinity';
create index member_source_row on member (account_id, source_id, source_row_id) where known_until = 'infinity';

