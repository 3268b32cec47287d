-- The accounts, who may see them, and where their records come from.

do $$ begin
  if not exists (select from pg_roles where rolname = 'pulse_app') then
    create role pulse_app nologin;
  end if;
end $$;
grant usage on schema public to pulse_app;
do $$ begin
  if not pg_has_role(current_user, 'pulse_app', 'MEMBER') then
    execute format('grant pulse_app to %I', current_user);
  end if;
end $$;

create table workspace (
  account_id text primary key,
  slug text not null unique,
  created_at timestamptz(3) not null,
  created_by text,
  -- the newest moment of knowledge: every write takes a later one
  last_moment timestamptz(3) not null default '-infinity',
  -- raised whenever contributions, settings or targets change: the ETag of readings
  revision bigint not null default 0,
  -- settings that no KPI reads: thresholds, weights, digest, quiet hours, policies
  settings jsonb not null default '{}',
  -- true until contributions were computed for the whole account
  needs_rebuild boolean not null default true
);

create table link (
  account_id text not null references workspace (account_id) on delete cascade,
  team_id text not null,
  channel_id text not null,
  membership_type text not null check (membership_type in ('standard', 'private', 'shared')),
  linked_at timestamptz(3) not null,
  linked_by text,
  primary key (account_id, channel_id)
);

create table access (
  account_id text not null references workspace (account_id) on delete cascade,
  directory_id text not null,
  role text not null check (role in ('manager', 'member', 'reader')),
  until_on date not null default 'infinity',
  named_at timestamptz(3) not null,
  named_by text,
  primary key (account_id, directory_id)
);
create index access_person on access (directory_id);

create table source (
  account_id text not null references workspace (account_id) on delete cascade,
  id text not null,
  kind text not null,
  name text not null,
  web_url text,
  -- where it is, by kind: for a list {siteId, listId}
  location jsonb not null,
  -- how its rows become records: entries as in mapping.json
  mapping jsonb not null,
  state text not null default 'new' check (state in ('new', 'syncing', 'fresh', 'stale', 'asking', 'failed')),
  -- where the next round starts (a delta link), and where an unfinished round goes on
  cursor text,
  round jsonb,
  rows_seen bigint not null default 0,
  last_attempt_at timestamptz(3),
  last_success_at timestamptz(3),
  -- {code, message, at}: why the last attempt failed, in words for a manager
  problem jsonb,
  created_at timestamptz(3) not null,
  primary key (account_id, id)
);

create table quarantine (
  account_id text not null,
  source_id text not null,
  row_id text not null,
  record_type text not null,
  record_id text,
  -- [{column, field, value, expected}]
  reasons jsonb not null,
  -- the mapped columns of the row, nothing else
  cells jsonb not null,
  source_url text,
  quarantined_at timestamptz(3) not null,
  primary key (account_id, source_id, row_id, record_type),
  foreign key (account_id, source_id) references source (account_id, id) on delete cascade
);
create index quarantine_record on quarantine (account_id, record_type, record_id);

-- Deletions of a round, held until its last page, or until the manager has answered.
create table pending_deletion (
  account_id text not null,
  source_id text not null,
  row_id text not null,
  held_at timestamptz(3) not null,
  primary key (account_id, source_id, row_id),
  foreign key (account_id, source_id) references source (account_id, id) on delete cascade
);

-- Rows seen in a full enumeration: what is not among them at its end was deleted.
create table seen_row (
  account_id text not null,
  source_id text not null,
  row_id text not null,
  primary key (account_id, source_id, row_id),
  foreign key (account_id, source_id) references source (account_id, id) on delete cascade
);

-- Personal fields live here and nowhere else; records hold the ids.
create table person (
  account_id text not null references workspace (account_id) on delete cascade,
  id text not null,
  name text,
  address text,
  title text,
  directory_id text,
  primary key (account_id, id)
);

create table note (
  account_id text not null references workspace (account_id) on delete cascade,
  id text not null,
  text text not null,
  primary key (account_id, id)
);

create table audit (
  account_id text not null references workspace (account_id) on delete cascade,
  id bigint generated always as identity,
  at timestamptz(3) not null,
  directory_id text not null,
  action text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  primary key (account_id, id)
);
