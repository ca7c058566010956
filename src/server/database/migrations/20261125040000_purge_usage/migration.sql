-- What a language model was asked is kept for 400 days, an expired access token for 30 so that its owner sees why it fails.
CREATE POLICY owner ON app.model_usage FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);

-- As before, with those two.
CREATE OR REPLACE FUNCTION app.purge_expired(p_outbox_hours int, p_mutation_hours int, p_undo_hours int, p_guest_days int, p_limit int) RETURNS jsonb
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
    ('tokens', 'auth.access_token', 'expires_at < now() - interval ''30 days'''),
    ('usage', 'app.model_usage', 'day < (now() AT TIME ZONE ''utc'')::date - 400'),
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
