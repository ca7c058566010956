-- Filters of the task list that a user has named: [{"name", "query"}].
ALTER TABLE app.profile ADD COLUMN saved_views jsonb NOT NULL DEFAULT '[]';
