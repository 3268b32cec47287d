-- What the operator has been told of by the webhook, or is to be: once per trouble, and once when it is over.
create table operator_alarm (
  key text primary key,
  kind text not null,
  -- the server that sees it; '' where every server sees the same
  seen_by text not null default '',
  -- ids and numbers, and the words that are made of them
  facts jsonb not null,
  text text not null,
  since timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  -- since when it is gone
  gone_at timestamptz(3),
  told_at timestamptz(3),
  attempts int not null default 0,
  next_try_at timestamptz(3) not null,
  -- one server at a time posts it
  claimed_until timestamptz(3)
);
create index operator_alarm_due on operator_alarm (next_try_at);
grant select, insert, update, delete on operator_alarm to pulse_app;
