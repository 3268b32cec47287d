-- The server works as pulse_app, which owns nothing: each transaction says which accounts it may see (pulse.accounts, '*' for all).
do $$
declare
  name text;
  visible constant text := $policy$
    (select current_setting('pulse.accounts', true)) = '*'
    or account_id = any ((select string_to_array(current_setting('pulse.accounts', true), ','))::text[])
  $policy$;
begin
  for name in
    select c.table_name from information_schema.columns c
    join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = 'public' and c.column_name = 'account_id'
  loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy visible_accounts on %I for all to pulse_app using (%s) with check (%s)', name, visible, visible);
    execute format('grant select, insert, update, delete on %I to pulse_app', name);
  end loop;
end $$;
