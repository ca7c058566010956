-- Roles: the migrator owns everything; todo_app works on tenants' rows under row-level security; todo_auth sees identity
-- alone; todo_system may only execute the narrow functions that later migrations grant to it.
-- The roles themselves are made by whoever provisions the database, before the first migration.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

GRANT USAGE ON SCHEMA auth TO todo_auth;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO todo_auth;

GRANT USAGE ON SCHEMA app TO todo_app, todo_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA app TO todo_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA app TO todo_app;

-- Set for a transaction by every function and by withUser; afterwards it reads as an empty string, not NULL.
CREATE FUNCTION app.current_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.user_id', true), '')::uuid;
GRANT EXECUTE ON FUNCTION app.current_user_id() TO todo_app;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['profile', 'task', 'reminder', 'notification', 'delivery', 'conversation', 'message',
                           'confirmation', 'mutation', 'undo_entry', 'outbox'] LOOP
    EXECUTE format('ALTER TABLE app.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON app.%I FOR ALL TO todo_app
      USING (user_id = (SELECT nullif(current_setting(''app.user_id'', true), '''')::uuid))
      WITH CHECK (user_id = (SELECT nullif(current_setting(''app.user_id'', true), '''')::uuid))', t);
  END LOOP;
  -- FORCE binds the owner too; these are the tables its SECURITY DEFINER functions work on.
  FOREACH t IN ARRAY ARRAY['profile', 'task', 'reminder', 'confirmation', 'mutation', 'undo_entry', 'outbox'] LOOP
    EXECUTE format('CREATE POLICY owner ON app.%I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;

ALTER TABLE app.task
  ADD CONSTRAINT task_title_length CHECK (char_length(title) BETWEEN 1 AND 500),
  ADD CONSTRAINT task_notes_length CHECK (char_length(notes) <= 20000),
  ADD CONSTRAINT task_priority_range CHECK (priority BETWEEN 0 AND 4),
  ADD CONSTRAINT task_status_known CHECK (status IN ('open', 'done', 'skipped')),
  ADD CONSTRAINT task_due_whole CHECK ((due_date IS NULL) = (due_at IS NULL) AND (due_time IS NULL OR due_date IS NOT NULL)),
  ADD CONSTRAINT task_recurrence_dated CHECK (recurrence IS NULL OR (due_date IS NOT NULL AND series_id IS NOT NULL AND occurrence IS NOT NULL)),
  ADD CONSTRAINT task_completed_status CHECK ((completed_at IS NOT NULL) = (status = 'done'));
ALTER TABLE app.reminder
  ADD CONSTRAINT reminder_kind_known CHECK (kind IN ('relative', 'absolute', 'snooze')),
  ADD CONSTRAINT reminder_status_known CHECK (status IN ('pending', 'claimed', 'delivered', 'cancelled', 'missed'));
