-- What the next occurrence of a series gets where this one was edited for itself alone.
ALTER TABLE "app"."task" ADD COLUMN "template" JSONB;

CREATE OR REPLACE FUNCTION app.insert_task(p_user uuid, p_op jsonb) RETURNS app.task LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE FUNCTION app.patch_task(p_old app.task, p_op jsonb) RETURNS app.task LANGUAGE plpgsql AS $$
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

-- What happened to the caller after p_seq, p_limit numbers at most: {seq, latest, complete, updates: [{seq, type, data}]}.
-- `seq` is how far it reaches, `latest` the caller's newest number; every number has rows, so it is not complete when one has
-- none: they were purged.
CREATE OR REPLACE FUNCTION app.updates_since(p_user uuid, p_seq bigint, p_limit int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_latest bigint; v_seq bigint; v_kept bigint; v_updates jsonb;
BEGIN
  PERFORM set_config('app.user_id', p_user::text, true);
  SELECT seq INTO v_latest FROM app.profile WHERE user_id = p_user;
  v_latest := coalesce(v_latest, 0);
  v_seq := least(v_latest, p_seq + p_limit);
  SELECT count(DISTINCT seq), coalesce(jsonb_agg(jsonb_build_object('seq', seq, 'type', type, 'data', data) ORDER BY id)
    FILTER (WHERE topic = 'task-updates'), '[]')
  INTO v_kept, v_updates
  FROM app.outbox WHERE user_id = p_user AND seq > p_seq AND seq <= v_seq;
  RETURN jsonb_build_object('seq', v_seq, 'latest', v_latest, 'updates', v_updates,
    'complete', v_kept = v_seq - p_seq);
END $$;

-- As before, and keeps when a reminder was claimed: a kept one whose event was lost has to be released in time.
CREATE OR REPLACE FUNCTION app.put_reminders(p_task app.task, p_reminders jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM app.reminder WHERE task_id = p_task.id;
  IF p_reminders <> '[]' THEN
    INSERT INTO app.reminder (id, user_id, task_id, kind, minutes_before, fire_at, status, claimed_at)
    SELECT r.id, p_task.user_id, p_task.id, r.kind, r.minutes_before, r.fire_at, r.status, r.claimed_at
    FROM jsonb_populate_recordset(NULL::app.reminder, p_reminders) r;
  END IF;
END $$;

-- Plans the delivery of claimed reminders that still stand: [{id, channel, reminderIds}]. More than p_digest_above late ones
-- are gathered into one. A repeat returns what is planned and not yet recorded. A delivery that was cancelled because its
-- task had been completed is planned again when that was undone; what undo brought back after its delivery is not.
CREATE OR REPLACE FUNCTION app.plan_reminders(p_user uuid, p_reminders jsonb, p_channels text[], p_late_seconds int, p_digest_above int)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_groups jsonb;
BEGIN
  PERFORM app.lock_profile(p_user);
  WITH standing AS (
    SELECT r.id, r.fire_at, r.fire_at < clock_timestamp() - make_interval(secs => p_late_seconds) AS late
    FROM jsonb_to_recordset(p_reminders) AS asked(id uuid, "fireAt" timestamptz)
    JOIN app.reminder r ON r.id = asked.id AND r.fire_at = asked."fireAt" AND r.status = 'claimed'
    JOIN app.task t ON t.id = r.task_id AND t.status = 'open'
  ), grouped AS (
    SELECT *, CASE WHEN late AND count(*) FILTER (WHERE late) OVER () > p_digest_above THEN 'digest' ELSE id::text END AS bundle FROM standing
  ), bundles AS (
    SELECT md5(string_agg(id || '@' || extract(epoch FROM fire_at), ',' ORDER BY id)) AS key, jsonb_agg(id ORDER BY fire_at, id) AS ids
    FROM grouped GROUP BY bundle
  ), planned AS (
    INSERT INTO app.delivery AS d (id, user_id, key, channel, reminders)
    SELECT gen_random_uuid(), p_user, b.key || '/' || c, c, b.ids FROM bundles b, unnest(p_channels) c
    ON CONFLICT (user_id, key) DO UPDATE SET status = CASE d.status WHEN 'cancelled' THEN 'planned' ELSE d.status END RETURNING d.*
  ), shown AS (
    UPDATE app.reminder r SET status = 'delivered' FROM planned p
    WHERE p.status = 'delivered' AND r.status = 'claimed' AND r.id IN (SELECT jsonb_array_elements_text(p.reminders)::uuid)
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'channel', channel, 'reminderIds', reminders)), '[]') INTO v_groups
  FROM planned WHERE status = 'planned';
  RETURN v_groups;
END $$;
