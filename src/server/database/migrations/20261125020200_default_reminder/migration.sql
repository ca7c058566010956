-- How long before its time a new task reminds when nothing else was said; NULL: not at all.
ALTER TABLE app.profile ADD COLUMN default_reminder integer;
ALTER TABLE app.profile ADD CONSTRAINT profile_default_reminder_range CHECK (default_reminder BETWEEN 0 AND 527040);
