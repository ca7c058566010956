-- Reading tasks: one round trip each, bound to the caller like every write.

CREATE FUNCTION app.task_text(p_title text, p_notes text, p_tags text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN lower(p_title || E'\n' || p_notes || E'\n' || array_to_string(p_tags, ' '));

CREATE FUNCTION app.task_words(p_title text, p_notes text, p_tags text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN to_tsvector('english'::regconfig, app.task_text(p_title, p_notes, p_tags));

CREATE INDEX task_due_sort ON app.task (user_id, status, (coalesce(due_at, 'infinity')), id);
CREATE INDEX task_priority_sort ON app.task (user_id, status, priority, id);
CREATE INDEX task_created_sort ON app.task (user_id, status, created_at, id);
CREATE INDEX task_title_sort ON app.task (user_id, status, (lower(title)), id);
CREATE INDEX task_completed ON app.task (user_id, completed_at) WHERE completed_at IS NOT NULL;
CREATE INDEX task_substring ON app.task USING gin (user_id, app.task_text(title, notes, tags) gin_trgm_ops);
CREATE INDEX task_fulltext ON app.task USING gin (user_id, app.task_words(title, notes, tags));
CREATE INDEX task_tags ON app.task USING gin (user_id, tags);

-- The statement that finds one page of task ids in order. Values arrive by USING ($1 user, $2 filter, $3 cursor); what is
-- put into the text are only known names and which predicates there are, so the planner sees each combination as it is.
-- A search of fewer than three characters has no trigrams: it matches beginnings of words instead.
CREATE FUNCTION app.task_page_sql(p_filter jsonb, p_sort text, p_descending boolean, p_continued boolean) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_key text := CASE p_sort WHEN 'due' THEN 'coalesce(due_at, ''infinity'')' WHEN 'priority' THEN 'priority'
    WHEN 'created' THEN 'created_at' WHEN 'title' THEN 'lower(title)' END;
  v_type text := CASE p_sort WHEN 'priority' THEN 'smallint' WHEN 'title' THEN 'text' ELSE 'timestamptz' END;
  v_direction text := CASE WHEN p_descending THEN 'DESC' ELSE 'ASC' END;
  v_where text := 'user_id = $1';
BEGIN
  IF v_key IS NULL THEN RAISE EXCEPTION 'unknown sort %', p_sort; END IF;
  IF jsonb_array_length(p_filter -> 'status') = 1 THEN v_where := v_where || ' AND status = ($2 #>> ''{status,0}'')';
  ELSIF p_filter ? 'status' THEN v_where := v_where || ' AND status = ANY (ARRAY(SELECT jsonb_array_elements_text($2 -> ''status'')))'; END IF;
  IF p_filter ? 'priority' THEN v_where := v_where || ' AND priority = ANY (ARRAY(SELECT jsonb_array_elements_text($2 -> ''priority'')::smallint))'; END IF;
  IF p_filter ? 'tagsAny' THEN v_where := v_where || ' AND tags && ARRAY(SELECT jsonb_array_elements_text($2 -> ''tagsAny''))'; END IF;
  IF p_filter ? 'tagsAll' THEN v_where := v_where || ' AND tags @> ARRAY(SELECT jsonb_array_elements_text($2 -> ''tagsAll''))'; END IF;
  IF p_filter ? 'noDue' THEN v_where := v_where || ' AND due_at IS NULL'; END IF;
  IF p_filter ? 'hasDue' THEN v_where := v_where || ' AND due_at IS NOT NULL'; END IF;
  IF p_filter ? 'overdue' THEN v_where := v_where || ' AND coalesce(due_at, ''infinity'') < now()'; END IF;
  IF p_filter ? 'dueFrom' THEN v_where := v_where || ' AND coalesce(due_at, ''infinity'') >= ($2 ->> ''dueFrom'')::timestamptz AND due_at IS NOT NULL'; END IF;
  IF p_filter ? 'dueUntil' THEN v_where := v_where || ' AND coalesce(due_at, ''infinity'') < ($2 ->> ''dueUntil'')::timestamptz'; END IF;
  IF p_filter ? 'completedFrom' THEN v_where := v_where || ' AND completed_at >= ($2 ->> ''completedFrom'')::timestamptz'; END IF;
  IF p_filter ? 'completedUntil' THEN v_where := v_where || ' AND completed_at < ($2 ->> ''completedUntil'')::timestamptz'; END IF;
  IF p_filter ? 'substring' THEN
    v_where := v_where || ' AND (app.task_text(title, notes, tags) LIKE ($2 ->> ''substring'') OR app.task_words(title, notes, tags) @@ websearch_to_tsquery(''english'', $2 ->> ''words''))';
  ELSIF p_filter ? 'prefix' THEN
    v_where := v_where || ' AND app.task_words(title, notes, tags) @@ to_tsquery(''simple'', $2 ->> ''prefix'')';
  END IF;
  IF p_continued THEN
    v_where := v_where || format(' AND (%s, id) %s (($3 ->> 0)::%s, ($3 ->> 1)::uuid)', v_key, CASE WHEN p_descending THEN '<' ELSE '>' END, v_type);
  END IF;
  RETURN format('SELECT id, to_jsonb(%s) AS key FROM app.task WHERE %s ORDER BY %s %s, id %s LIMIT $4',
    v_key, v_where, v_key, v_direction, v_direction);
END $$;

-- Row-level security keeps the planner from using trigram and text indexes (their operators are not leakproof), so a search
-- runs as the owner, bound to the caller by the same setting as the policies; its ids are then read under the policies.
CREATE FUNCTION app.search_page(p_filter jsonb, p_sort text, p_descending boolean, p_cursor jsonb, p_limit int)
RETURNS TABLE (id uuid, key jsonb) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN QUERY EXECUTE app.task_page_sql(p_filter, p_sort, p_descending, p_cursor IS NOT NULL)
    USING app.current_user_id(), p_filter, p_cursor, p_limit;
END $$;

-- One page of the caller's tasks: {items: [rows], next: cursor or null}. p_filter has instants, not named ranges.
CREATE FUNCTION app.list_tasks(p_user uuid, p_filter jsonb, p_sort text, p_descending boolean, p_cursor jsonb, p_limit int)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_ids uuid[]; v_keys jsonb[]; v_items jsonb;
BEGIN
  PERFORM set_config('app.user_id', p_user::text, true);
  IF p_filter ? 'substring' OR p_filter ? 'prefix' THEN
    SELECT array_agg(s.id ORDER BY s.n), array_agg(s.key ORDER BY s.n) INTO v_ids, v_keys
    FROM app.search_page(p_filter, p_sort, p_descending, p_cursor, p_limit + 1) WITH ORDINALITY s(id, key, n);
  ELSE
    EXECUTE format('SELECT array_agg(id), array_agg(key) FROM (%s) page',
      app.task_page_sql(p_filter, p_sort, p_descending, p_cursor IS NOT NULL))
      INTO v_ids, v_keys USING p_user, p_filter, p_cursor, p_limit + 1;
  END IF;
  SELECT coalesce(jsonb_agg(app.task_json(t) ORDER BY p.n), '[]') INTO v_items
  FROM unnest(v_ids[:p_limit]) WITH ORDINALITY p(id, n) JOIN app.task t ON t.id = p.id;
  RETURN jsonb_build_object('items', v_items,
    'next', CASE WHEN cardinality(v_ids) > p_limit THEN jsonb_build_array(v_keys[p_limit], v_ids[p_limit]) END);
END $$;

-- {prior: result or null, tasks: [rows]} for a change that has to look before it writes.
CREATE FUNCTION app.read_tasks(p_user uuid, p_mutation uuid, p_kind text, p_ids uuid[]) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.user_id', p_user::text, true);
  RETURN jsonb_build_object(
    'prior', CASE WHEN p_mutation IS NOT NULL THEN app.prior_result(p_user, p_mutation, p_kind) END,
    'tasks', (SELECT coalesce(jsonb_agg(app.task_json(t) ORDER BY p.n), '[]')
              FROM unnest(p_ids) WITH ORDINALITY p(id, n) JOIN app.task t ON t.id = p.id));
END $$;

-- Numbers for the sidebar. Instants bound today and this week in the caller's zone.
CREATE FUNCTION app.count_tasks(p_user uuid, p_today timestamptz, p_tomorrow timestamptz, p_week_end timestamptz) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.user_id', p_user::text, true);
  RETURN (SELECT jsonb_build_object(
      'open', count(*), 'overdue', count(*) FILTER (WHERE due_at < now()),
      'today', count(*) FILTER (WHERE due_at >= p_today AND due_at < p_tomorrow),
      'week', count(*) FILTER (WHERE due_at >= p_today AND due_at < p_week_end),
      'none', count(*) FILTER (WHERE due_at IS NULL))
    FROM app.task WHERE user_id = p_user AND status = 'open')
  || jsonb_build_object('tags', (SELECT coalesce(jsonb_agg(jsonb_build_object('tag', tag, 'count', n) ORDER BY n DESC, tag), '[]')
    FROM (SELECT tag, count(*) AS n FROM app.task, unnest(tags) tag WHERE user_id = p_user AND status = 'open'
          GROUP BY tag ORDER BY n DESC, tag LIMIT 100) t));
END $$;

-- What happened to the caller after p_seq: {seq, complete, updates: [{seq, type, data}]}; not complete when part of it was purged.
CREATE FUNCTION app.updates_since(p_user uuid, p_seq bigint, p_limit int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE v_seq bigint; v_first bigint; v_updates jsonb;
BEGIN
  PERFORM set_config('app.user_id', p_user::text, true);
  SELECT seq INTO v_seq FROM app.profile WHERE user_id = p_user;
  v_seq := coalesce(v_seq, 0);
  SELECT min(seq), coalesce(jsonb_agg(jsonb_build_object('seq', seq, 'type', type, 'data', data) ORDER BY id)
    FILTER (WHERE topic = 'task-updates'), '[]')
  INTO v_first, v_updates
  FROM (SELECT * FROM app.outbox WHERE user_id = p_user AND seq > p_seq AND seq <= v_seq ORDER BY seq, id LIMIT p_limit) o;
  RETURN jsonb_build_object('seq', v_seq, 'updates', v_updates,
    'complete', p_seq <= v_seq AND (v_seq = p_seq OR v_first = p_seq + 1));
END $$;

GRANT EXECUTE ON FUNCTION app.task_text, app.task_words, app.task_page_sql, app.search_page, app.list_tasks, app.read_tasks,
  app.count_tasks, app.updates_since TO todo_app;
