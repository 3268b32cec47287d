-- Each calendar's copy has its subject among the notes: which of them is the meeting's is decided when they are put together.
alter table calendar_copy add column subject_note_id text;

-- However a copy goes (its event, its mailbox, its source), its text goes with it.
create function forget_copy_subject() returns trigger language plpgsql as $$
begin
  delete from note where account_id = old.account_id and id = old.subject_note_id;
  return null;
end $$;
create trigger calendar_copy_subject after delete on calendar_copy
  for each row when (old.subject_note_id is not null) execute function forget_copy_subject();
