-- What the bot knows of the chats it is in, and every message that leaves: ids only, never a name.

-- Belongs to the tenant, not to one account.
create table conversation (
  -- the Bot Framework's id; of a channel the channel's, without ;messageid=
  id text primary key,
  kind text not null check (kind in ('personal', 'groupChat', 'channel')),
  service_url text not null,
  -- the bot's own id in this conversation
  bot_id text not null,
  -- personal: who it is with, by directory id and by the id that the bot knows them by
  directory_id text,
  user_id text,
  -- channel: the team's directory id and the channel
  team_id text,
  channel_id text,
  language text not null default 'en' check (language in ('en', 'zh-CN')),
  time_zone text,
  -- what `use` chose here
  chosen_account_id text references workspace (account_id) on delete set null,
  welcomed_at timestamptz(3),
  -- the bot was removed or blocked: nothing is sent until it is installed or written to again
  suspended_at timestamptz(3),
  suspended_because text,
  seen_at timestamptz(3) not null
);
create unique index conversation_person on conversation (directory_id) where kind = 'personal';
create index conversation_channel on conversation (channel_id) where kind = 'channel';
grant select, insert, update, delete on conversation to pulse_app;

-- When a channel gets its digest, and in which words.
alter table link
  add column digest_on boolean not null default true,
  -- ISO: 1 is Monday
  add column digest_weekday smallint not null default 1 check (digest_weekday between 1 and 7),
  add column digest_time text not null default '08:30' check (digest_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  -- null: the account's
  add column time_zone text,
  add column language text not null default 'en' check (language in ('en', 'zh-CN'));

-- Computed once and stored: what a channel was told.
create table digest (
  account_id text not null references workspace (account_id) on delete cascade,
  channel_id text not null,
  -- counts up per channel
  number int not null,
  -- what it answers: 'week 2026-11-23' (its due day in the channel's time zone), or 'now …' for one that a person asked for
  occasion text not null,
  -- the business day that it reads, and as known when
  on_date date not null,
  known_at timestamptz(3) not null,
  computed_at timestamptz(3) not null,
  asked_by text,
  facts jsonb not null,
  primary key (account_id, channel_id, number),
  unique (account_id, channel_id, occasion)
);
create index digest_newest on digest (account_id, known_at desc);

-- One queue for all that leaves. `about` makes each message unique: it is queued once, whoever asks how often.
create table outbox (
  account_id text not null references workspace (account_id) on delete cascade,
  id text not null,
  carrier text not null default 'bot' check (carrier in ('bot', 'mail')),
  kind text not null,
  about text not null,
  conversation_id text not null,
  -- ids and numbers that the message is made from when it is sent
  content jsonb not null,
  -- unknown: it may have arrived or not; only a person decides, or evidence
  state text not null default 'pending' check (state in ('pending', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  attempts int not null default 0,
  created_at timestamptz(3) not null,
  -- not sent before, and not after
  next_try_at timestamptz(3) not null,
  not_after timestamptz(3),
  claimed_by text,
  claimed_at timestamptz(3),
  settled_at timestamptz(3),
  message_id text,
  -- {code, message}
  problem jsonb,
  primary key (account_id, id),
  unique (account_id, kind, about)
);
create index outbox_due on outbox (next_try_at) where state = 'pending';
create index outbox_sending on outbox (claimed_at) where state = 'sending';

-- The tenant's allowance of messages, shared by all servers: the moment from which the next may leave.
create table send_rate (
  scope text primary key,
  next_at timestamptz(3) not null
);
grant select, insert, update, delete on send_rate to pulse_app;

do $$
declare
  name text;
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  foreach name in array array['digest', 'outbox'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy visible_accounts on %I for all to pulse_app using (%s) with check (%s)', name, visible, visible);
    execute format('grant select, insert, update, delete on %I to pulse_app', name);
  end loop;
end $$;
