-- What becomes of the rooms that accounts are linked to, and of the people who manage them.

alter table link
  -- nothing is posted there since then: the team was archived, or it or the channel was deleted
  add column paused_at timestamptz(3),
  add column paused_because text check (paused_because in ('teamArchived', 'teamDeleted', 'channelDeleted')),
  -- when Teams was last asked whether the channel is still there
  add column looked_at timestamptz(3);

alter table access
  -- a manager of whom the directory says no more, or that the account is disabled
  add column left_at timestamptz(3),
  add column looked_at timestamptz(3);
