-- The one write path of tasks. Every change locks its user's profile, takes the next sequence number, applies its
-- operations, and writes outbox rows, the undo entry and the mutation's result, all in the caller's one round trip.
-- Errors: TD404 not found, TD409 version conflict, TD410 mutation id reused, TD412 cannot be undone, TD429 too many tasks.

CREATE FUNCTION app.instant(p_at timestamptz) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- A task's reminders. Apart from task_fields, which the planner can inline only without a subquery.
CREATE FUNCTION app.reminders_json(p_task uuid) RETURNS json LANGUAGE sql STABLE
  RETURN (SELECT coalesce(json_agg(json_build_object('id', id, 'kind', kind, 'minutes_before', minutes_before, 'fire_at', fire_at,
    'status', status, 'claimed_at', claimed_at) ORDER BY fire_at, id), '[]'::json) FROM app.reminder WHERE task_id = p_task);

-- A task row with its reminders, without what is derived for search; timestamps in JSON's own form.
CREATE FUNCTION app.task_json(t app.task, p_reminders json) RETURNS json LANGUAGE sql STABLE
  RETURN json_build_object('id', t.id, 'title', t.title, 'notes', t.notes, 'priority', t.priority, 'tags', t.tags,
    'status', t.status, 'due_date', t.due_date, 'due_time', t.due_time, 'time_zone', t.time_zone, 'due_at', t.due_at,
    'recurrence', t.recurrence, 'series_id', t.series_id, 'occurrence', t.occurrence, 'predecessor_id', t.predecessor_id,
    'template', t.template, 'roll_at', t.roll_at, 'version', t.version, 'created_at', t.created_at, 'updated_at', t.updated_at,
    'completed_at', t.completed_at, 'reminders', p_reminders);

-- Locks the caller's profile for the rest of the transaction (making it on first use) and binds the transaction to them.
CREATE FUNCTION app.lock_profile(p_user uuid) RETURNS app.profile LANGUAGE plpgsql AS $$
DECLARE v_profile app.profile;
BEGIN
  PERFORM set_config('app.user_id', p_user::text, true);
  LOOP
    SELECT * INTO v_profile FROM app.profile WHERE user_id = p_user FOR NO KEY UPDATE;
    IF FOUND THEN RETURN v_profile; END IF;
    INSERT INTO app.profile (user_id) VALUES (p_user) ON CONFLICT DO NOTHING;
  END LOOP;
END $$;

-- The stored result of a mutation, NULL when it is new. The profile must be locked.
CREATE FUNCTION app.prior_result(p_user uuid, p_mutation uuid, p_kind text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE v_prior app.mutation;
BEGIN
  SELECT * INTO v_prior FROM app.mutation WHERE user_id = p_user AND id = p_mutation;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF v_prior.kind <> p_kind THEN
    RAISE EXCEPTION 'mutation % was %', p_mutation, v_prior.kind USING ERRCODE = 'TD410';
  END IF;
  RETURN v_prior.result || '{"replayed": true}';
END $$;

CREATE FUNCTION app.emit(p_user uuid, p_seq bigint, p_topic text, p_type text, p_data jsonb) RETURNS void
  LANGUAGE sql BEGIN ATOMIC
    INSERT INTO app.outbox (user_id, seq, shard, topic, type, data)
    VALUES (p_user, p_seq, get_byte(uuid_send(p_user), 15) % 16, p_topic, p_type,
            jsonb_build_object('userId', p_user, 'seq', p_seq) || p_data);
  END;

-- The event of one task; completions and misses carry what the next occurrence is computed from: with a relative reminder
-- it comes up before its own time.
CREATE FUNCTION app.emit_task(p_seq bigint, p_task app.task, p_type text) RETURNS void LANGUAGE sql BEGIN ATOMIC
  SELECT app.emit(p_task.user_id, p_seq, 'task-events', p_type,
    jsonb_build_object('taskId', p_task.id, 'version', p_task.version)
    || CASE WHEN p_type IN ('task.completed', 'occurrence.missed') THEN jsonb_build_object(
         CASE p_type WHEN 'task.completed' THEN 'completedAt' ELSE 'missedAt' END,
         app.instant(coalesce(p_task.completed_at, now())),
         'series', CASE WHEN p_task.recurrence IS NOT NULL THEN jsonb_build_object(
           'seriesId', p_task.series_id, 'recurrence', p_task.recurrence, 'occurrence', p_task.occurrence, 'reminders', (
             SELECT coalesce(jsonb_agg(jsonb_build_object('kind', 'relative', 'minutesBefore', minutes)), '[]') FROM (
               SELECT value::int FROM jsonb_array_elements_text(p_task.template -> 'reminders')
               UNION ALL SELECT minutes_before FROM app.reminder
               WHERE task_id = p_task.id AND kind = 'relative' AND p_task.template IS NULL) own(minutes))) END)
       ELSE '{}' END);
END;

CREATE FUNCTION app.put_reminders(p_task app.task, p_reminders jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM app.reminder WHERE task_id = p_task.id;
  IF p_reminders <> '[]' THEN
    INSERT INTO app.reminder (id, user_id, task_id, kind, minutes_before, fire_at, status, claimed_at)
    SELECT r.id, p_task.user_id, p_task.id, r.kind, r.minutes_before, r.fire_at, r.status, r.claimed_at
    FROM jsonb_populate_recordset(NULL::app.reminder, p_reminders) r;
  END IF;
END $$;

CREATE FUNCTION app.insert_task(p_user uuid, p_op jsonb) RETURNS app.task LANGUAGE plpgsql AS $$
DECLARE v app.task;
BEGIN
  v := jsonb_populate_record(NULL::app.task,
    '{"notes": "", "priority": 0, "tags": [], "status": "open", "version": 1, "created_at": "now", "updated_at": "now"}'
    || (p_op -> 'set') || jsonb_build_object('id', p_op -> 'id', 'user_id', p_user));
  INSERT INTO app.task (id, user_id, title, notes, priority, tags, status, due_date, due_time, time_zone, due_at, recurrence,
    series_id, occurrence, predecessor_id, template, roll_at, version, created_at, updated_at, completed_at)
  VALUES (v.id, v.user_id, v.title, v.notes, v.priority, v.tags, v.status, v.due_date, v.due_time, v.time_zone, v.due_at,
    nullif(v.recurrence, 'null'), v.series_id, v.occurrence, v.predecessor_id, nullif(v.template, 'null'), v.roll_at, v.version,
    v.created_at, v.updated_at, v.completed_at)
  ON CONFLICT (user_id, series_id, occurrence) DO NOTHING RETURNING * INTO v;
  IF FOUND THEN PERFORM app.put_reminders(v, coalesce(p_op -> 'reminders', '[]')); RETURN v; END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION app.patch_task(p_old app.task, p_op jsonb) RETURNS app.task LANGUAGE plpgsql AS $$
DECLARE v app.task;
BEGIN
  v := jsonb_populate_record(p_old, (p_op -> 'set') || jsonb_build_object(
    'id', p_old.id, 'user_id', p_old.user_id, 'version', p_old.version + 1, 'updated_at', 'now'));
  UPDATE app.task SET title = v.title, notes = v.notes, priority = v.priority, tags = v.tags, status = v.status,
    due_date = v.due_date, due_time = v.due_time, time_zone = v.time_zone, due_at = v.due_at,
    recurrence = nullif(v.recurrence, 'null'), series_id = v.series_id, occurrence = v.occurrence,
    predecessor_id = v.predecessor_id, template = nullif(v.template, 'null'), roll_at = v.roll_at, version = v.version,
    updated_at = v.updated_at, completed_at = v.completed_at
  WHERE id = p_old.id RETURNING * INTO v;
  IF p_op ? 'reminders' THEN PERFORM app.put_reminders(v, p_op -> 'reminders'); END IF;
  IF v.status <> 'open' THEN
    UPDATE app.reminder SET status = 'cancelled' WHERE task_id = v.id AND status IN ('pending', 'claimed');
  END IF;
  RETURN v;
END $$;

-- Whether an operation's cause still stands: `when` may name another task (`id`) and its status, version, completion.
CREATE FUNCTION app.stands(p_op jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE w jsonb := p_op -> 'when'; v app.task;
BEGIN
  IF w IS NULL THEN RETURN true; END IF;
  SELECT * INTO v FROM app.task WHERE id = coalesce((w ->> 'id')::uuid, (p_op ->> 'id')::uuid);
  RETURN FOUND
    AND (NOT w ? 'status' OR v.status = w ->> 'status')
    AND (NOT w ? 'version' OR v.version = (w ->> 'version')::int)
    AND (NOT w ? 'completed_at' OR v.completed_at = (w ->> 'completed_at')::timestamptz);
END $$;

-- Applies p_ops: [{op: insert|patch|delete, id, version?, when?, set?, reminders?, event}]. An operation whose `when` no
-- longer stands, or whose occurrence exists already, is passed over. p_options: {maxTasks?, undoable?, isUndo?}.
-- Returns {changeId, seq, tasks: [rows], deleted: [ids]}; with `replayed` when p_mutation was already applied.
CREATE FUNCTION app.commit_change(p_user uuid, p_mutation uuid, p_kind text, p_ops jsonb, p_options jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_profile app.profile := app.lock_profile(p_user);
  v_result jsonb := app.prior_result(p_user, p_mutation, p_kind);
  v_seq bigint := v_profile.seq + 1;
  v_count int := v_profile.task_count;
  v_op jsonb; v_old app.task; v_new app.task; v_snapshot jsonb;
  v_before jsonb := '[]'; v_tasks jsonb := '[]'; v_deleted jsonb := '[]'; v_changes jsonb := '[]';
BEGIN
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  FOR v_op IN SELECT * FROM jsonb_array_elements(p_ops) LOOP
    IF NOT app.stands(v_op) THEN CONTINUE; END IF;
    IF v_op ->> 'op' = 'insert' THEN
      v_new := app.insert_task(p_user, v_op);
      IF v_new.id IS NULL THEN CONTINUE; END IF;
      v_count := v_count + 1;
      v_snapshot := NULL;
    ELSE
      SELECT * INTO v_old FROM app.task WHERE id = (v_op ->> 'id')::uuid;
      IF NOT FOUND THEN RAISE EXCEPTION 'no task %', v_op ->> 'id' USING ERRCODE = 'TD404'; END IF;
      IF v_op ? 'version' AND v_old.version <> (v_op ->> 'version')::int THEN
        RAISE EXCEPTION 'task % is at version %', v_old.id, v_old.version USING ERRCODE = 'TD409';
      END IF;
      v_snapshot := app.task_json(v_old, app.reminders_json(v_old.id))::jsonb;
      IF v_op ->> 'op' = 'delete' THEN
        DELETE FROM app.task WHERE id = v_old.id;
        v_count := v_count - 1;
        v_new := v_old;
        v_new.version := v_old.version + 1;
        v_deleted := v_deleted || to_jsonb(v_old.id);
      ELSE
        v_new := app.patch_task(v_old, v_op);
      END IF;
    END IF;
    IF v_op ->> 'op' <> 'delete' THEN v_tasks := v_tasks || app.task_json(v_new, app.reminders_json(v_new.id))::jsonb; END IF;
    v_before := v_before || jsonb_build_object('id', v_new.id, 'op', v_op -> 'op', 'version', v_new.version, 'before', v_snapshot);
    v_changes := v_changes || jsonb_build_object('id', v_new.id, 'version', v_new.version, 'deleted', v_op ->> 'op' = 'delete');
    PERFORM app.emit_task(v_seq, v_new, v_op ->> 'event');
  END LOOP;
  IF v_count > v_profile.task_count AND v_count > (p_options ->> 'maxTasks')::int THEN
    RAISE EXCEPTION 'too many tasks' USING ERRCODE = 'TD429';
  END IF;
  v_result := jsonb_build_object('changeId', p_mutation, 'seq', v_profile.seq, 'tasks', v_tasks, 'deleted', v_deleted);
  IF v_changes <> '[]' THEN
    v_result := v_result || jsonb_build_object('seq', v_seq);
    PERFORM app.emit(p_user, v_seq, 'task-updates', 'task.changed', jsonb_build_object('tasks', v_changes));
    UPDATE app.profile SET seq = v_seq, task_count = v_count WHERE user_id = p_user;
    IF coalesce((p_options ->> 'undoable')::boolean, true) THEN
      INSERT INTO app.undo_entry (user_id, change_id, seq, is_undo, before)
      VALUES (p_user, p_mutation, v_seq, coalesce((p_options ->> 'isUndo')::boolean, false), v_before);
    END IF;
  END IF;
  INSERT INTO app.mutation (user_id, id, kind, result) VALUES (p_user, p_mutation, p_kind, v_result);
  RETURN v_result;
END $$;

-- What one entry of an undo log is undone by: [] or several operations.
CREATE FUNCTION app.undo_operations(p_entry jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_before jsonb := p_entry -> 'before';
  v_version int := (p_entry ->> 'version')::int;
  v_reminders jsonb; v_ops jsonb; v_successor uuid;
BEGIN
  IF p_entry ->> 'op' = 'insert' THEN
    RETURN jsonb_build_array(jsonb_build_object('op', 'delete', 'id', p_entry -> 'id', 'version', v_version, 'event', 'task.deleted'));
  END IF;
  -- A reminder claimed in the meantime was dropped by its consumer: it has to be claimed again.
  SELECT coalesce(jsonb_agg(CASE WHEN r ->> 'status' = 'claimed' THEN r || '{"status": "pending"}' ELSE r END), '[]') INTO v_reminders
  FROM jsonb_array_elements(v_before -> 'reminders') r;
  IF p_entry ->> 'op' = 'delete' THEN
    RETURN jsonb_build_array(jsonb_build_object('op', 'insert', 'id', p_entry -> 'id', 'reminders', v_reminders, 'event', 'task.created',
      'set', v_before - 'reminders' || jsonb_build_object('version', v_version + 1)));
  END IF;
  v_ops := jsonb_build_array(jsonb_build_object('op', 'patch', 'id', p_entry -> 'id', 'version', v_version, 'reminders', v_reminders,
    'set', v_before - 'reminders', 'event',
    CASE WHEN v_before ->> 'status' = 'open' THEN 'task.reopened' WHEN v_before ->> 'status' = 'done' THEN 'task.completed' ELSE 'task.updated' END));
  IF v_before ->> 'status' = 'open' THEN
    SELECT id INTO v_successor FROM app.task WHERE predecessor_id = (p_entry ->> 'id')::uuid AND version = 1 AND status = 'open';
    IF FOUND THEN
      v_ops := v_ops || jsonb_build_object('op', 'delete', 'id', v_successor, 'event', 'task.deleted');
    END IF;
  END IF;
  RETURN v_ops;
END $$;

-- Undoes change p_target, or the newest change that is not itself an undo, within p_hours. Returns as commit_change.
CREATE FUNCTION app.undo_change(p_user uuid, p_mutation uuid, p_target uuid, p_hours int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_profile app.profile := app.lock_profile(p_user);
  v_result jsonb := app.prior_result(p_user, p_mutation, 'undo');
  v_entry app.undo_entry; v_ops jsonb;
BEGIN
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  SELECT * INTO v_entry FROM app.undo_entry
  WHERE user_id = p_user AND undone_at IS NULL AND created_at > now() - make_interval(hours => p_hours)
    AND CASE WHEN p_target IS NULL THEN NOT is_undo ELSE change_id = p_target END
  ORDER BY seq DESC LIMIT 1;
  IF NOT FOUND THEN RAISE EXCEPTION 'nothing to undo' USING ERRCODE = 'TD412'; END IF;
  SELECT coalesce(jsonb_agg(op ORDER BY e.n DESC, o.n), '[]') INTO v_ops
  FROM jsonb_array_elements(v_entry.before) WITH ORDINALITY e(entry, n),
       jsonb_array_elements(app.undo_operations(e.entry)) WITH ORDINALITY o(op, n);
  BEGIN
    v_result := app.commit_change(p_user, p_mutation, 'undo', v_ops, '{"isUndo": true}');
  EXCEPTION WHEN SQLSTATE 'TD404' OR SQLSTATE 'TD409' OR unique_violation THEN
    RAISE EXCEPTION 'changed since' USING ERRCODE = 'TD412';
  END;
  UPDATE app.undo_entry SET undone_at = now() WHERE user_id = p_user AND change_id = v_entry.change_id;
  RETURN v_result || jsonb_build_object('undone', v_entry.change_id);
END $$;

GRANT EXECUTE ON FUNCTION app.instant, app.reminders_json, app.task_json, app.lock_profile, app.prior_result, app.emit, app.emit_task, app.put_reminders,
  app.insert_task, app.patch_task, app.stands, app.commit_change, app.undo_operations, app.undo_change TO todo_app;
