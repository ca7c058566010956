-- What was imported, by what names it in its source (a hash), so that the same file imported again makes nothing twice. The
-- row stays when its task is deleted: what somebody removed does not come back by itself.
-- CreateTable
CREATE TABLE "app"."import_entry" (
    "user_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "task_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_entry_pkey" PRIMARY KEY ("user_id","source","key")
);

-- CreateIndex
CREATE INDEX "import_entry_user_id_import_id_idx" ON "app"."import_entry"("user_id", "import_id");

-- AddForeignKey
ALTER TABLE "app"."import_entry" ADD CONSTRAINT "import_entry_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app"."profile"("user_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE app.import_entry ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON app.import_entry FOR ALL TO todo_app
  USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))
  WITH CHECK (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON app.import_entry TO todo_app;

-- One batch of an import, p_ops: [{key, own, ...}] with the inserts of commit_change; `own` is the task itself, where an own
-- export comes back. What came under its key before is passed over; with `bringBack` only while its task exists. Returns {created}; a repeat returns the same.
CREATE FUNCTION app.import_tasks(p_user uuid, p_mutation uuid, p_source text, p_import uuid, p_ops jsonb, p_options jsonb)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_prior jsonb; v_new jsonb; v_result jsonb;
BEGIN
  PERFORM app.lock_profile(p_user);
  v_prior := app.prior_result(p_user, p_mutation, 'task.import');
  IF v_prior IS NOT NULL THEN RETURN v_prior; END IF;
  SELECT coalesce(jsonb_agg(op ORDER BY n), '[]') INTO v_new FROM jsonb_array_elements(p_ops) WITH ORDINALITY o(op, n)
  WHERE NOT EXISTS (SELECT FROM app.import_entry e WHERE e.user_id = p_user AND e.source = p_source AND e.key = op ->> 'key'
    AND (NOT (p_options ->> 'bringBack')::boolean OR EXISTS (SELECT FROM app.task t WHERE t.id = e.task_id)))
    AND NOT EXISTS (SELECT FROM app.task t WHERE t.id = (op ->> 'own')::uuid);
  v_result := app.commit_change(p_user, p_mutation, 'task.import', v_new, p_options || '{"undoable": false}');
  INSERT INTO app.import_entry (user_id, source, key, task_id, import_id)
  SELECT p_user, p_source, op ->> 'key', (op ->> 'id')::uuid, p_import FROM jsonb_array_elements(v_new) op
  WHERE EXISTS (SELECT FROM app.task t WHERE t.id = (op ->> 'id')::uuid)
  ON CONFLICT (user_id, source, key) DO UPDATE SET task_id = excluded.task_id, import_id = excluded.import_id, created_at = now();
  -- The tasks themselves would be kept with the result for nothing.
  v_result := jsonb_build_object('created', jsonb_array_length(v_result -> 'tasks'));
  UPDATE app.mutation SET result = v_result WHERE user_id = p_user AND id = p_mutation;
  RETURN v_result;
END $$;

-- Takes back up to p_limit tasks of an import that nobody has changed since, and forgets that they came. Returns {removed,
-- left}: how many it removed, how many more there are.
CREATE FUNCTION app.undo_import(p_user uuid, p_mutation uuid, p_import uuid, p_limit int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_prior jsonb; v_ids uuid[]; v_total int; v_ops jsonb; v_result jsonb;
BEGIN
  PERFORM app.lock_profile(p_user);
  v_prior := app.prior_result(p_user, p_mutation, 'task.import-undo');
  IF v_prior IS NOT NULL THEN RETURN v_prior; END IF;
  SELECT array_agg(t.id ORDER BY t.id), count(*) INTO v_ids, v_total FROM app.import_entry e JOIN app.task t ON t.id = e.task_id
  WHERE e.user_id = p_user AND e.import_id = p_import AND t.version = 1;
  SELECT coalesce(jsonb_agg(jsonb_build_object('op', 'delete', 'id', id, 'event', 'task.deleted')), '[]') INTO v_ops
  FROM unnest(v_ids[:p_limit]) id;
  PERFORM app.commit_change(p_user, p_mutation, 'task.import-undo', v_ops, '{"undoable": false}');
  DELETE FROM app.import_entry WHERE user_id = p_user AND import_id = p_import AND task_id = ANY (v_ids[:p_limit]);
  v_result := jsonb_build_object('removed', jsonb_array_length(v_ops), 'left', greatest(v_total - jsonb_array_length(v_ops), 0));
  UPDATE app.mutation SET result = v_result WHERE user_id = p_user AND id = p_mutation;
  RETURN v_result;
END $$;

GRANT EXECUTE ON FUNCTION app.import_tasks, app.undo_import TO todo_app;
