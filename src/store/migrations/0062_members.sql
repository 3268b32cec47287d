-- What the directory says of a member beside what lists do.
alter table member add column preferred_language text, add column is_guest boolean;
