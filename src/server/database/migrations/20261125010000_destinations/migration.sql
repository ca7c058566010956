-- Notifications beyond the app: where each user wants them, each sending with its tries over hours, quiet hours and the
-- morning digest. A notification that is made brings its deliveries with it, in the same transaction.

-- AlterTable
ALTER TABLE "app"."delivery" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "destination_id" UUID,
ADD COLUMN     "held" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "next_attempt_at" TIMESTAMPTZ(3),
ADD COLUMN     "notifications" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "purpose" TEXT NOT NULL DEFAULT 'notification';

-- AlterTable
ALTER TABLE "app"."notification" ADD COLUMN     "note" TEXT;

-- AlterTable
ALTER TABLE "app"."profile" ADD COLUMN     "digest_at" TIMESTAMPTZ(3),
ADD COLUMN     "digest_on" DATE,
ADD COLUMN     "notify" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "app"."destination" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "target" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'on',
    "reason" TEXT,
    "sends" TEXT[] DEFAULT ARRAY['reminders', 'morning']::TEXT[],
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "code_until" TIMESTAMPTZ(3),
    "code_tries" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "destination_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "destination_user_id_idx" ON "app"."destination"("user_id");

-- CreateIndex
CREATE INDEX "delivery_status_next_attempt_at_idx" ON "app"."delivery"("status", "next_attempt_at");

-- CreateIndex
CREATE INDEX "delivery_destination_id_idx" ON "app"."delivery"("destination_id");

-- CreateIndex
CREATE INDEX "delivery_finished_at_idx" ON "app"."delivery"("finished_at");

-- CreateIndex
CREATE INDEX "profile_digest_at_idx" ON "app"."profile"("digest_at");

-- AddForeignKey
ALTER TABLE "app"."destination" ADD CONSTRAINT "destination_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app"."profile"("user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app"."delivery" ADD CONSTRAINT "delivery_destination_id_fkey" FOREIGN KEY ("destination_id") REFERENCES "app"."destination"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE app.destination
  ADD CONSTRAINT destination_kind_known CHECK (kind IN ('push', 'email', 'webhook')),
  ADD CONSTRAINT destination_status_known CHECK (status IN ('unconfirmed', 'on', 'off'));
ALTER TABLE app.destination ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON app.destination FOR ALL TO todo_app
  USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid))
  WITH CHECK (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON app.destination TO todo_app;
-- What the owner's functions below work on.
CREATE POLICY owner ON app.destination FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY owner ON app.delivery FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY owner ON app.notification FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);

-- A notification goes to every destination that wants its kind. One that cannot be reached lately waits with the others.
CREATE FUNCTION app.send_notification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO app.delivery (id, user_id, key, channel, reminders, status, destination_id, notifications, next_attempt_at, held)
  SELECT gen_random_uuid(), NEW.user_id, NEW.id || '/' || d.id, d.kind, '[]', 'waiting', d.id, ARRAY[NEW.id],
    greatest(clock_timestamp(), d.retry_at), coalesce(d.retry_at > clock_timestamp(), false)
  FROM app.destination d WHERE d.user_id = NEW.user_id AND d.status = 'on'
    AND CASE NEW.kind WHEN 'morning' THEN 'morning' ELSE 'reminders' END = ANY (d.sends);
  RETURN NULL;
END $$;
CREATE TRIGGER send_notification AFTER INSERT ON app.notification FOR EACH ROW WHEN (NEW.kind <> 'channel')
  EXECUTE FUNCTION app.send_notification();

-- Claims deliveries that are due, of users nobody else is changing, and writes one event per user; how many. What was
-- held for the same destination (in quiet hours, or while it failed) becomes one message. A claim ends by itself: what
-- nobody reports on is due again after p_lease_seconds.
CREATE FUNCTION app.claim_due_deliveries(p_limit int, p_lease_seconds int, p_give_up_hours int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_user uuid; v_seq bigint; v_claimed jsonb; v_total int := 0;
BEGIN
  FOR v_user, v_seq IN
    SELECT p.user_id, p.seq + 1 FROM app.profile p
    WHERE p.user_id IN (SELECT due.user_id FROM (SELECT user_id FROM app.delivery
      WHERE status = 'waiting' AND next_attempt_at <= clock_timestamp() ORDER BY next_attempt_at LIMIT p_limit) due)
    ORDER BY p.user_id FOR NO KEY UPDATE SKIP LOCKED
  LOOP
    UPDATE app.delivery SET status = 'failed', finished_at = clock_timestamp(), detail = coalesce(detail, 'It could not be sent in time.')
    WHERE user_id = v_user AND status = 'waiting' AND next_attempt_at <= clock_timestamp()
      AND created_at < clock_timestamp() - make_interval(hours => p_give_up_hours);
    WITH held AS (
      SELECT id, notifications, first_value(id) OVER (PARTITION BY destination_id ORDER BY created_at, id) AS first FROM app.delivery
      WHERE user_id = v_user AND status = 'waiting' AND held AND purpose = 'notification' AND next_attempt_at <= clock_timestamp()
    ), others AS (
      UPDATE app.delivery d SET status = 'gathered', finished_at = clock_timestamp() FROM held WHERE d.id = held.id AND held.id <> held.first
    )
    UPDATE app.delivery d SET notifications = gathered.ids
    FROM (SELECT first, array_agg(DISTINCT n) AS ids FROM held, unnest(notifications) n GROUP BY first) gathered WHERE d.id = gathered.first;
    WITH claimed AS (
      UPDATE app.delivery SET attempts = attempts + 1, held = false, next_attempt_at = clock_timestamp() + make_interval(secs => p_lease_seconds)
      WHERE id IN (SELECT id FROM app.delivery WHERE user_id = v_user AND status = 'waiting' AND next_attempt_at <= clock_timestamp()
                   ORDER BY next_attempt_at LIMIT 20)
      RETURNING id, attempts, created_at
    )
    SELECT jsonb_agg(jsonb_build_object('id', id, 'attempt', attempts) ORDER BY created_at) INTO v_claimed FROM claimed;
    CONTINUE WHEN v_claimed IS NULL;
    PERFORM app.emit(v_user, v_seq, 'deliveries', 'delivery.due', jsonb_build_object('deliveries', v_claimed));
    UPDATE app.profile SET seq = v_seq WHERE user_id = v_user;
    v_total := v_total + jsonb_array_length(v_claimed);
  END LOOP;
  RETURN v_total;
END $$;

-- Records how an attempt ended; the delivery's status then, 'unknown' where that attempt is not the current one.
-- p_waits: seconds until the next try, by the destination's failures in a row before; one more failure turns it off, which
-- its owner is told in the app. While it fails, whatever else waits for it waits along, to become one message.
CREATE FUNCTION app.settle_delivery(p_user uuid, p_report jsonb, p_waits int[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_seq bigint := (app.lock_profile(p_user)).seq + 1;
  v_outcome text := p_report->>'outcome'; v_detail text := p_report->>'detail'; v_now timestamptz := clock_timestamp();
  v_delivery app.delivery; v_to app.destination; v_wait int; v_note text; v_notification uuid;
BEGIN
  SELECT * INTO v_delivery FROM app.delivery WHERE id = (p_report->>'id')::uuid AND user_id = p_user AND status = 'waiting'
    AND attempts = (p_report->>'attempt')::int;
  IF NOT FOUND THEN RETURN 'unknown'; END IF;
  SELECT * INTO v_to FROM app.destination WHERE id = v_delivery.destination_id AND user_id = p_user;
  IF v_outcome = 'delivered' THEN
    v_delivery.status := 'delivered'; v_detail := NULL;
    UPDATE app.destination SET failures = 0, retry_at = NULL, last_delivered_at = v_now WHERE id = v_to.id;
  ELSIF v_outcome = 'gone' OR v_delivery.purpose <> 'notification' THEN
    -- Whoever asked for a test or a code is waiting for the answer; a code is tried again for a minute.
    IF v_outcome = 'failed' AND v_delivery.purpose = 'confirm' AND v_delivery.attempts < 3 THEN v_wait := 20;
    ELSE v_delivery.status := 'failed'; END IF;
  ELSE
    UPDATE app.destination SET failures = failures + 1 WHERE id = v_to.id RETURNING * INTO v_to;
    IF v_to.failures > cardinality(p_waits) THEN
      v_delivery.status := 'failed';
      v_note := format('%s was turned off after %s tries in a row failed. The last one: %s', v_to.label, v_to.failures, v_detail);
    ELSE
      v_wait := greatest(p_waits[v_to.failures], (p_report->>'retryAfterSeconds')::int);
      UPDATE app.destination SET retry_at = v_now + make_interval(secs => v_wait) WHERE id = v_to.id;
      IF v_outcome = 'refused' THEN v_delivery.status := 'failed'; END IF;
    END IF;
  END IF;
  UPDATE app.delivery SET status = v_delivery.status, detail = v_detail,
    finished_at = CASE WHEN v_delivery.status = 'waiting' THEN NULL ELSE v_now END,
    next_attempt_at = CASE WHEN v_delivery.status = 'waiting' THEN v_now + make_interval(secs => v_wait) ELSE next_attempt_at END
  WHERE id = v_delivery.id;
  IF v_wait IS NOT NULL AND v_delivery.purpose = 'notification' THEN
    UPDATE app.delivery SET held = true, next_attempt_at = greatest(next_attempt_at, v_now + make_interval(secs => v_wait))
    WHERE destination_id = v_to.id AND status = 'waiting' AND purpose = 'notification';
  END IF;
  IF v_outcome = 'gone' AND v_to.kind = 'push' THEN
    UPDATE app.delivery SET status = 'cancelled', finished_at = v_now, detail = v_detail WHERE destination_id = v_to.id AND status = 'waiting';
    DELETE FROM app.destination WHERE id = v_to.id;
  ELSIF v_outcome = 'gone' THEN
    v_note := format('%s was turned off. %s', v_to.label, v_detail);
  END IF;
  IF v_note IS NOT NULL THEN
    UPDATE app.destination SET status = 'off', reason = v_detail, retry_at = NULL WHERE id = v_to.id;
    UPDATE app.delivery SET status = 'cancelled', finished_at = v_now, detail = 'Turned off.' WHERE destination_id = v_to.id AND status = 'waiting';
    v_notification := gen_random_uuid();
    INSERT INTO app.notification (id, user_id, kind, tasks, fire_at, note) VALUES (v_notification, p_user, 'channel', '[]', v_now, v_note);
    PERFORM app.emit(p_user, v_seq, 'task-updates', 'notification.created', jsonb_build_object('notificationId', v_notification));
  END IF;
  PERFORM app.emit(p_user, v_seq, 'task-updates', 'destinations.changed', '{}');
  UPDATE app.profile SET seq = v_seq WHERE user_id = p_user;
  RETURN v_delivery.status;
END $$;
GRANT EXECUTE ON FUNCTION app.settle_delivery TO todo_app;

-- When the next morning digest is due after p_after: on the user's clock, on the days they chose, after the day p_on that
-- had its digest already. NULL where none is wanted.
CREATE FUNCTION app.next_digest(p_notify jsonb, p_zone text, p_on date, p_after timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT min(at) FROM (
    SELECT (day + (p_notify->'digest'->>'time')::time) AT TIME ZONE p_zone AS at
    FROM generate_series(0, 9) n, LATERAL (SELECT (p_after AT TIME ZONE p_zone)::date + n AS day) days
    WHERE p_notify->'digest'->'days' @> to_jsonb(extract(isodow FROM day)::int) AND (p_on IS NULL OR day > p_on)
  ) candidates WHERE at > p_after);
EXCEPTION WHEN invalid_parameter_value THEN
  -- A zone that browsers know and this database does not.
  RETURN app.next_digest(p_notify, 'UTC', p_on, p_after);
END $$;
GRANT EXECUTE ON FUNCTION app.next_digest TO todo_app;

CREATE FUNCTION app.schedule_digest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.digest_at := app.next_digest(NEW.notify, NEW.time_zone, NEW.digest_on, clock_timestamp());
  RETURN NEW;
END $$;
CREATE TRIGGER schedule_digest BEFORE UPDATE OF notify, time_zone ON app.profile FOR EACH ROW
  WHEN (NEW.notify IS DISTINCT FROM OLD.notify OR NEW.time_zone IS DISTINCT FROM OLD.time_zone) EXECUTE FUNCTION app.schedule_digest();

-- Makes the morning digests that are due: what is due by the end of the user's day, once a day of theirs, and none where
-- there is nothing. One that is more than p_grace_hours late is left out. How many users had their turn.
CREATE FUNCTION app.claim_due_digests(p_limit int, p_grace_hours int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_profile app.profile; v_day date; v_tasks jsonb; v_notification uuid; v_total int := 0;
BEGIN
  FOR v_profile IN
    SELECT * FROM app.profile WHERE digest_at <= clock_timestamp() ORDER BY user_id LIMIT p_limit FOR NO KEY UPDATE SKIP LOCKED
  LOOP
    BEGIN
      v_day := (v_profile.digest_at AT TIME ZONE v_profile.time_zone)::date;
    EXCEPTION WHEN invalid_parameter_value THEN v_day := (v_profile.digest_at AT TIME ZONE 'UTC')::date;
    END;
    SELECT jsonb_agg(jsonb_build_object('taskId', t.id, 'title', t.title, 'dueAt', app.instant(t.due_at)) ORDER BY t.due_at, t.id) INTO v_tasks
    FROM (SELECT * FROM app.task WHERE user_id = v_profile.user_id AND status = 'open' AND due_date <= v_day
          AND v_profile.digest_at > clock_timestamp() - make_interval(hours => p_grace_hours) ORDER BY due_at, id LIMIT 50) t;
    IF v_tasks IS NOT NULL THEN
      v_notification := gen_random_uuid();
      INSERT INTO app.notification (id, user_id, kind, tasks, fire_at)
      VALUES (v_notification, v_profile.user_id, 'morning', v_tasks, v_profile.digest_at);
      PERFORM app.emit(v_profile.user_id, v_profile.seq + 1, 'task-updates', 'notification.created',
        jsonb_build_object('notificationId', v_notification));
    END IF;
    UPDATE app.profile SET seq = seq + CASE WHEN v_tasks IS NULL THEN 0 ELSE 1 END, digest_on = v_day,
      digest_at = app.next_digest(notify, time_zone, v_day, clock_timestamp()) WHERE user_id = v_profile.user_id;
    v_total := v_total + 1;
  END LOOP;
  RETURN v_total;
END $$;

-- Removes what became of deliveries after a while; reminders that could still be planned keep theirs.
CREATE FUNCTION app.purge_deliveries(p_days int, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_count int;
BEGIN
  DELETE FROM app.delivery WHERE id = ANY (ARRAY(SELECT id FROM app.delivery
    WHERE channel <> 'in-app' AND finished_at < clock_timestamp() - make_interval(days => p_days) LIMIT p_limit));
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;

GRANT EXECUTE ON FUNCTION app.claim_due_deliveries, app.claim_due_digests, app.purge_deliveries TO todo_system;
