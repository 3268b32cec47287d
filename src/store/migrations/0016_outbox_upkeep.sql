-- What managers are to be told of is asked for at every heartbeat: only of digests in doubt or withheld lately.
create index outbox_to_tell on outbox (kind, settled_at) where state in ('unknown', 'cancelled');
