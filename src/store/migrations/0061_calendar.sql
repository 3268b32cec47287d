-- Calendars: whose are read, what stands in each of them of meetings with the customer, and what people say of those.

alter table meeting add column subject_note_id text;

-- A calendar that a source reads: its owner has opted in, or an administrator has scoped it for the installation itself.
create table calendar_mailbox (
  account_id text not null,
  source_id text not null,
  -- whose
  directory_id text not null,
  is_scoped boolean not null,
  -- a key into person, once it is known
  person_id text,
  added_at timestamptz(3) not null,
  added_by text,
  -- where its next page is asked for; null: from the beginning
  link text,
  -- the days that its delta covers
  window_from date,
  window_until date,
  -- everything is being read, and what is not met is gone
  is_enumerating boolean not null default true,
  -- which enumeration this is, or was the last
  enumeration int not null default 0,
  read_at timestamptz(3),
  -- why it could not be read: {code, message}
  problem jsonb,
  primary key (account_id, source_id, directory_id),
  foreign key (account_id, source_id) references source (account_id, id) on delete cascade
);

-- A meeting with the customer as it stands in one calendar: ids, a day and answers. Subjects are notes; nothing else is kept.
create table calendar_copy (
  account_id text not null,
  source_id text not null,
  directory_id text not null,
  event_id text not null,
  -- the series that it belongs to, and whether it differs from it
  series_id text,
  is_exception boolean not null default false,
  -- the same in every calendar
  meeting_id text not null,
  starts_at timestamptz(3) not null,
  modified_at timestamptz(3),
  web_link text,
  facts jsonb not null,
  enumeration int not null,
  primary key (account_id, source_id, directory_id, event_id),
  foreign key (account_id, source_id, directory_id) references calendar_mailbox (account_id, source_id, directory_id) on delete cascade
);
create index calendar_copy_meeting on calendar_copy (account_id, source_id, meeting_id);
create index calendar_copy_series on calendar_copy (account_id, source_id, directory_id, series_id) where series_id is not null;

-- Meetings that changed, until a round has written them: number grows, and a round knows up to which number it came.
create table calendar_change (
  account_id text not null,
  source_id text not null,
  meeting_id text not null,
  number bigint not null,
  primary key (account_id, source_id, meeting_id),
  foreign key (account_id, source_id) references source (account_id, id) on delete cascade
);
create index calendar_change_number on calendar_change (account_id, source_id, number);

-- What people say of a meeting that its calendar cannot hold, or should not: it stands whatever the calendar does.
create table meeting_answer (
  account_id text not null,
  meeting_id text not null,
  -- fields of a meeting by their names: ids, days, choices
  fields jsonb not null,
  answered_at timestamptz(3) not null,
  answered_by text not null,
  primary key (account_id, meeting_id)
);

do $$
declare
  name text;
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  foreach name in array array['calendar_mailbox', 'calendar_copy', 'calendar_change', 'meeting_answer'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy visible_accounts on %I for all to pulse_app using (%s) with check (%s)', name, visible, visible);
    execute format('grant select, insert, update, delete on %I to pulse_app', name);
  end loop;
end $$;
