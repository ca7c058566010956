-- The narrow functions of role todo_system. They run as the owner and decide by the database's clock.

-- Claims reminders that are due, of users nobody else is changing at this moment, and writes one event per user.
-- Returns how many were claimed; call again until it is 0. Profiles are locked before reminders, as every change does.
CREATE FUNCTION app.claim_due_reminders(p_limit int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_user uuid; v_seq bigint; v_claimed jsonb; v_total int := 0;
BEGIN
  FOR v_user, v_seq IN
    SELECT p.user_id, p.seq + 1 FROM app.profile p
    WHERE p.user_id IN (SELECT due.user_id FROM (SELECT user_id FROM app.reminder
      WHERE status = 'pending' AND fire_at <= clock_timestamp() ORDER BY fire_at LIMIT p_limit) due)
    ORDER BY p.user_id FOR NO KEY UPDATE SKIP LOCKED
  LOOP
    WITH claimed AS (
      UPDATE app.reminder SET status = 'claimed', claimed_at = clock_timestamp()
      WHERE id IN (SELECT id FROM app.reminder WHERE user_id = v_user AND status = 'pending' AND fire_at <= clock_timestamp()
                   ORDER BY fire_at LIMIT 100)
      RETURNING id, fire_at
    )
    SELECT jsonb_agg(jsonb_build_object('id', id, 'fireAt', app.instant(fire_at)) ORDER BY fire_at) INTO v_claimed FROM claimed;
    CONTINUE WHEN v_claimed IS NULL;
    PERFORM app.emit(v_user, v_seq, 'reminders', 'reminder.due', jsonb_build_object('reminders', v_claimed));
    UPDATE app.profile SET seq = v_seq WHERE user_id = v_user;
    v_total := v_total + jsonb_array_length(v_claimed);
  END LOOP;
  RETURN v_total;
END $$;

-- Emits `occurrence.missed` for open occurrences whose successor has come up; again after a while until they were moved on.
CREATE FUNCTION app.claim_missed_occurrences(p_limit int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_user uuid; v_seq bigint; v_task app.task; v_total int := 0;
BEGIN
  FOR v_user, v_seq IN
    SELECT p.user_id, p.seq + 1 FROM app.profile p
    WHERE p.user_id IN (SELECT user_id FROM app.task WHERE status = 'open' AND roll_at <= clock_timestamp() ORDER BY roll_at LIMIT p_limit)
    ORDER BY p.user_id FOR NO KEY UPDATE SKIP LOCKED
  LOOP
    FOR v_task IN
      UPDATE app.task SET roll_at = clock_timestamp() + interval '10 minutes'
      WHERE user_id = v_user AND status = 'open' AND roll_at <= clock_timestamp() RETURNING *
    LOOP
      PERFORM app.emit_task(v_seq, v_task, 'occurrence.missed');
      v_total := v_total + 1;
    END LOOP;
    UPDATE app.profile SET seq = v_seq WHERE user_id = v_user;
  END LOOP;
  RETURN v_total;
END $$;

-- Reminders claimed long ago and still standing go back to be claimed again: their event was lost or dead-lettered.
CREATE FUNCTION app.release_stale_claims(p_minutes int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_count int;
BEGIN
  UPDATE app.reminder SET status = 'pending', claimed_at = NULL
  WHERE status = 'claimed' AND claimed_at < clock_timestamp() - make_interval(mins => p_minutes);
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;

-- Unpublished outbox rows of these shards, in commit order per user.
CREATE FUNCTION app.read_outbox(p_shards int[], p_limit int)
RETURNS TABLE (id bigint, user_id uuid, event_id uuid, type text, topic text, data jsonb, created_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp BEGIN ATOMIC
  SELECT o.id, o.user_id, o.event_id, o.type, o.topic, o.data, o.created_at FROM app.outbox o
  WHERE o.published_at IS NULL AND o.shard = ANY (p_shards) ORDER BY o.id LIMIT p_limit;
END;

CREATE FUNCTION app.mark_published(p_ids bigint[]) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp BEGIN ATOMIC
  UPDATE app.outbox SET published_at = clock_timestamp() WHERE id = ANY (p_ids);
END;

-- {depth, oldestSeconds} of what waits to be published.
CREATE FUNCTION app.outbox_backlog() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  RETURN (SELECT jsonb_build_object('depth', count(*), 'oldestSeconds', coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0))
          FROM app.outbox WHERE published_at IS NULL);

-- Removes what has expired, p_limit rows of each kind at most: {kind: rows removed}. Ages in hours, guests in days.
CREATE FUNCTION app.purge_expired(p_outbox_hours int, p_mutation_hours int, p_undo_hours int, p_guest_days int, p_limit int) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_result jsonb := '{}'; v_count int; v_rule record;
BEGIN
  FOR v_rule IN SELECT * FROM (VALUES
    ('outbox', 'app.outbox', format('published_at < now() - make_interval(hours => %s)', p_outbox_hours)),
    ('mutations', 'app.mutation', format('created_at < now() - make_interval(hours => %s)', p_mutation_hours)),
    ('undo', 'app.undo_entry', format('created_at < now() - make_interval(hours => %s)', p_undo_hours)),
    ('confirmations', 'app.confirmation', 'expires_at < now() - interval ''1 day'''),
    ('sessions', 'auth.session', 'expires_at < now()'),
    ('verifications', 'auth.verification', 'expires_at < now()'),
    ('invites', 'auth.invite', 'expires_at < now() - interval ''30 days'''),
    ('guests', 'auth."user"', format('is_anonymous AND updated_at < now() - make_interval(days => %s) AND NOT EXISTS (
       SELECT FROM auth.session s WHERE s.user_id = "user".id AND s.updated_at >= now() - make_interval(days => %s))', p_guest_days, p_guest_days))
  ) AS rules(name, relation, condition) LOOP
    EXECUTE format('DELETE FROM %s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %s WHERE %s LIMIT %s))',
      v_rule.relation, v_rule.relation, v_rule.condition, p_limit);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    v_result := v_result || jsonb_build_object(v_rule.name, v_count);
  END LOOP;
  RETURN v_result;
END $$;

GRANT EXECUTE ON FUNCTION app.claim_due_reminders, app.claim_missed_occurrences, app.release_stale_claims, app.read_outbox,
  app.mark_published, app.outbox_backlog, app.purge_expired TO todo_system;
