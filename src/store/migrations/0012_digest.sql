-- The digest's schedule, and what the limits of a conversation are counted by.

-- Since when the digest is on as it is: a slot before that is nobody's due.
alter table link add column digest_since timestamptz(3);

create index outbox_conversation on outbox (conversation_id, claimed_at) where claimed_at is not null;
create index outbox_expiring on outbox (not_after) where state = 'pending';
