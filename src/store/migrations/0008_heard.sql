-- Messages that the bot has taken: Teams delivers one again when its answer was late, perhaps to another server.
create table heard_activity (
  conversation_id text not null,
  activity_id text not null,
  heard_at timestamptz(3) not null,
  primary key (conversation_id, activity_id)
);
create index heard_activity_age on heard_activity (heard_at);
grant select, insert, delete on heard_activity to pulse_app;
