-- Delivering reminders: planned once per reminder, occurrence and channel; recorded once; cancelled while not yet recorded.

-- Plans the delivery of claimed reminders that still stand: [{id, channel, reminderIds}]. More than p_digest_above late ones
-- are gathered into one. A repeat returns what is planned and not yet recorded. A delivery that was cancelled because its
-- task had been completed is planned again when that was undone; what undo brought back after its delivery is not.
CREATE FUNCTION app.plan_reminders(p_user uuid, p_reminders jsonb, p_channels text[], p_late_seconds int, p_digest_above int)
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

-- Records what became of deliveries. An in-app one becomes a notification of those reminders that still stand, once.
-- Returns how many notifications were made.
CREATE FUNCTION app.record_deliveries(p_user uuid, p_deliveries jsonb, p_late_seconds int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_seq bigint := (app.lock_profile(p_user)).seq + 1;
  v_report record; v_delivery app.delivery; v_standing jsonb; v_fire timestamptz; v_made int := 0; v_notification uuid;
BEGIN
  FOR v_report IN SELECT * FROM jsonb_to_recordset(p_deliveries) AS r(id uuid, outcome text, detail text) LOOP
    UPDATE app.delivery SET status = v_report.outcome, detail = v_report.detail, finished_at = now()
    WHERE id = v_report.id AND status = 'planned' RETURNING * INTO v_delivery;
    CONTINUE WHEN NOT FOUND OR v_delivery.channel <> 'in-app' OR v_report.outcome <> 'delivered';
    WITH shown AS (
      UPDATE app.reminder r SET status = 'delivered' FROM app.task t
      WHERE r.id IN (SELECT jsonb_array_elements_text(v_delivery.reminders)::uuid) AND r.status = 'claimed'
        AND t.id = r.task_id AND t.status = 'open'
      RETURNING r.fire_at, t.id, t.title, t.due_at
    )
    SELECT jsonb_agg(jsonb_build_object('taskId', id, 'title', title, 'dueAt', app.instant(due_at)) ORDER BY fire_at), min(fire_at)
    INTO v_standing, v_fire FROM shown;
    IF v_standing IS NULL THEN
      UPDATE app.delivery SET status = 'cancelled' WHERE id = v_delivery.id;
      CONTINUE;
    END IF;
    v_notification := gen_random_uuid();
    INSERT INTO app.notification (id, user_id, kind, tasks, fire_at, late)
    VALUES (v_notification, p_user, CASE WHEN jsonb_array_length(v_standing) > 1 THEN 'digest' ELSE 'reminder' END, v_standing, v_fire,
      v_fire < clock_timestamp() - make_interval(secs => p_late_seconds));
    PERFORM app.emit(p_user, v_seq, 'task-updates', 'notification.created', jsonb_build_object('notificationId', v_notification));
    v_made := v_made + 1;
  END LOOP;
  IF v_made > 0 THEN UPDATE app.profile SET seq = v_seq WHERE user_id = p_user; END IF;
  RETURN v_made;
END $$;

GRANT EXECUTE ON FUNCTION app.plan_reminders, app.record_deliveries TO todo_app;
