-- Which directory this database belongs to: one installation serves one tenant, and two must not share a database.
create table installation (
  is_only boolean primary key default true check (is_only),
  -- null until the first start
  tenant_id text,
  -- how often this database was restored from a backup, and when last
  restores int not null default 0,
  restored_at timestamptz(3)
);
insert into installation default values;
grant select on installation to pulse_app;
