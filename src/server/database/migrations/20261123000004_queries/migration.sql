-- Reading tasks: one round trip each, bound to the caller like every write.

CREATE FUNCTION app.task_text(p_title text, p_notes text, p_tags text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN lower(p_title || E'\n' || p_notes || E'\n' || array_to_string(p_tags, ' '));

-- What a search looks at: any part of the text, or its words by their stems.
ALTER TABLE app.task
  ADD COLUMN search_text text NOT NULL GENERATED ALWAYS AS (app.task_text(title, notes, tags)) STORED,
  ADD COLUMN search_words tsvector NOT NULL GENERATED ALWAYS AS (to_tsvector('english'::regconfig, app.task_text(title, notes, tags))) STORED,
  ADD COLUMN title_sort text NOT NULL GENERATED ALWAYS AS (lower(title)) STORED;

-- Under row-level security a range of an index is used only when nothing in its expression could leak: CASE is known not to,
-- coalesce and lower are not.
CREATE INDEX task_due_sort ON app.task (user_id, status, (CASE WHEN due_at IS NULL THEN 'infinity' ELSE due_at END), id);
CREATE INDEX task_priority_sort ON app.task (user_id, status, priority, id);
CREATE INDEX task_created_sort ON app.task (user_id, status, created_at, id);
CREATE INDEX task_title_sort ON app.task (user_id, status, title_sort, id);
CREATE INDEX task_completed ON app.task (user_id, completed_at) WHERE completed_at IS NOT NULL;
-- Without the pending lists of GIN: every search would have to read them.
CREATE INDEX task_substring ON app.task USING gin (user_id, search_text gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX task_fulltext ON app.task USING gin (user_id, search_words) WITH (fastupdate = off);
CREATE INDEX task_tags ON app.task USING gin (user_id, tags) WITH (fastupdate = off);

-- Immutable, so that the planner sees which tags are asked for: a subquery in its place is guessed to match next to nothing,
-- and all tasks of a frequent tag are fetched and sorted.
CREATE FUNCTION app.text_array(p_list jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN ARRAY(SELECT jsonb_array_elements_text(p_list));

-- The conditions of a filter. Values arrive by USING ($1 user, $2 filter): what is put into the text are only which
-- conditions there are, so the planner sees each combination as it is. Status is apart, see task_page_sql.
CREATE FUNCTION app.task_condition(p_filter jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT 'user_id = $1' || coalesce(string_agg(' AND ' || condition, ''), '') FROM (VALUES
    ('priority', 'priority = ANY (ARRAY(SELECT jsonb_array_elements_text($2 -> ''priority'')::smallint))'),
    ('tagsAny', 'tags && app.text_array($2 -> ''tagsAny'')'),
    ('tagsAll', 'tags @> app.text_array($2 -> ''tagsAll'')'),
    ('noDue', 'due_at IS NULL'),
    ('hasDue', 'due_at IS NOT NULL'),
    ('overdue', 'CASE WHEN due_at IS NULL THEN ''infinity'' ELSE due_at END < now()'),
    ('dueFrom', 'CASE WHEN due_at IS NULL THEN ''infinity'' ELSE due_at END >= ($2 ->> ''dueFrom'')::timestamptz AND due_at IS NOT NULL'),
    ('dueUntil', 'CASE WHEN due_at IS NULL THEN ''infinity'' ELSE due_at END < ($2 ->> ''dueUntil'')::timestamptz'),
    ('completedFrom', 'completed_at >= ($2 ->> ''completedFrom'')::timestamptz'),
    ('completedUntil', 'completed_at < ($2 ->> ''completedUntil'')::timestamptz'),
    ('substring', '(search_text LIKE ($2 ->> ''substring'') OR search_words @@ websearch_to_tsquery(''english'', $2 ->> ''words''))'),
    ('prefix', 'search_words @@ to_tsquery(''simple'', $2 ->> ''prefix'')')
  ) AS known(name, condition) WHERE p_filter ? name;
$$;

-- What row-level security and a sort's index cannot help with.
CREATE FUNCTION app.search_filter(p_filter jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(f.name, f.value), '{}') FROM jsonb_each(p_filter) f(name, value)
  WHERE f.name IN ('substring', 'words', 'prefix', 'tagsAny', 'tagsAll');
$$;

-- The statement that finds one page of task ids in order ($1 user, $2 filter, $3 cursor, $4 limit), in one of three ways:
-- `merge`: per status one walk along the sort's index, merged; `walk`: the same, but a search looks only at the first $5
-- tasks of it; `sort`: everything the filter finds, sorted.
CREATE FUNCTION app.task_page_sql(p_filter jsonb, p_sort text, p_descending boolean, p_continued boolean, p_way text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_key text := CASE p_sort WHEN 'due' THEN 'CASE WHEN due_at IS NULL THEN ''infinity'' ELSE due_at END' WHEN 'priority' THEN 'priority'
    WHEN 'created' THEN 'created_at' WHEN 'title' THEN 'title_sort' END;
  v_type text := CASE p_sort WHEN 'priority' THEN 'smallint' WHEN 'title' THEN 'text' ELSE 'timestamptz' END;
  v_direction text := CASE WHEN p_descending THEN 'DESC' ELSE 'ASC' END;
  v_order text := format('key %s, id %s LIMIT', v_direction, v_direction);
  v_search jsonb := CASE WHEN p_way = 'walk' THEN app.search_filter(p_filter) ELSE '{}' END;
  v_where text := app.task_condition(p_filter - ARRAY(SELECT jsonb_object_keys(v_search)));
  v_statuses jsonb := coalesce(p_filter -> 'status', '["open", "done", "skipped"]');
  v_rows text;
BEGIN
  IF v_key IS NULL THEN RAISE EXCEPTION 'unknown sort %', p_sort; END IF;
  IF p_continued THEN
    v_where := v_where || format(' AND (%s, id) %s (($3 ->> 0)::%s, ($3 ->> 1)::uuid)', v_key, CASE WHEN p_descending THEN '<' ELSE '>' END, v_type);
  END IF;
  IF p_way = 'sort' THEN
    v_rows := format('SELECT id, %s AS key FROM app.task WHERE %s AND status = ANY (%L)', v_key, v_where, app.text_array(v_statuses));
  ELSE
    SELECT string_agg(format('(SELECT *, %s AS key FROM app.task WHERE %s AND status = %L ORDER BY %s %s)',
      v_key, v_where, status, v_order, CASE p_way WHEN 'walk' THEN '$5' ELSE '$4' END), ' UNION ALL ')
    INTO v_rows FROM jsonb_array_elements_text(v_statuses) status;
  END IF;
  IF p_way = 'walk' THEN
    v_rows := format('SELECT * FROM (SELECT * FROM (%s) merged ORDER BY %s $5) walked WHERE %s', v_rows, v_order, app.task_condition(v_search));
  END IF;
  RETURN format('SELECT id, to_jsonb(page.key) AS key FROM (%s) page ORDER BY page.%s $4', v_rows, v_order);
END $$;

-- One page of a search by the search indexes alone: all it finds, sorted.
CREATE FUNCTION app.search_sorted(p_filter jsonb, p_sort text, p_descending boolean, p_cursor jsonb, p_limit int)
RETURNS TABLE (id uuid, key jsonb) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off AS $$
BEGIN
  RETURN QUERY EXECUTE app.task_page_sql(p_filter, p_sort, p_descending, p_cursor IS NOT NULL, 'sort')
    USING app.current_user_id(), p_filter, p_cursor, p_limit;
END $$;

-- Row-level security keeps the planner from using trigram, text and tag indexes (their operators are not leakproof), so a
-- search runs as the owner, bound to the caller by the same setting as the policies; its ids are then read under the policies.
-- What many tasks have is met soon when walking along the sort's index; only what is rarer is worth the search indexes, and
-- then there is little to sort. No estimate of the planner decides between the two.
CREATE FUNCTION app.search_page(p_filter jsonb, p_sort text, p_descending boolean, p_cursor jsonb, p_limit int)
RETURNS TABLE (id uuid, key jsonb) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_walk CONSTANT int := 1500;
  v_ids uuid[]; v_keys jsonb[];
BEGIN
  EXECUTE format('SELECT array_agg(found.id), array_agg(found.key) FROM (%s) found',
    app.task_page_sql(p_filter, p_sort, p_descending, p_cursor IS NOT NULL, 'walk'))
    INTO v_ids, v_keys USING app.current_user_id(), p_filter, p_cursor, p_limit, v_walk;
  IF cardinality(v_ids) = p_limit THEN
    RETURN QUERY SELECT * FROM unnest(v_ids, v_keys);
  ELSE
    RETURN QUERY SELECT * FROM app.search_sorted(p_filter, p_sort, p_descending, p_cursor, p_limit);
  END IF;
END $$;

-- These tasks in this order; those the caller may not see are left out.
CREATE FUNCTION app.tasks_json(p_ids uuid[]) RETURNS json LANGUAGE sql STABLE
  RETURN (SELECT coalesce(json_agg(app.task_json(t, coalesce(r.list, '[]')) ORDER BY p.n), '[]')
    FROM unnest(p_ids) WITH ORDINALITY p(id, n) JOIN app.task t ON t.id = p.id
    LEFT JOIN (SELECT task_id, json_agg(json_build_object('id', id, 'kind', kind, 'minutes_before', minutes_before,
        'fire_at', fire_at, 'status', status, 'claimed_at', claimed_at) ORDER BY fire_at, id) AS list
      FROM app.reminder WHERE task_id = ANY (p_ids) GROUP BY task_id) r ON r.task_id = t.id);

-- One page of the caller's tasks: {items: [rows], next: cursor or null}. p_filter has instants, not named ranges; a search is
-- {substring (LIKE pattern, lower case), words}, or {prefix} (tsquery) when it is too short for trigrams.
CREATE FUNCTION app.list_tasks(p_user uuid, p_filter jsonb, p_sort text, p_descending boolean, p_cursor jsonb, p_limit int)
RETURNS json LANGUAGE plpgsql AS $$
DECLARE v_ids uuid[]; v_keys jsonb[]; v_items json;
BEGIN
  PERFORM set_config('app.user_id', p_user::text, true);
  IF p_filter ?| ARRAY['substring', 'prefix', 'tagsAny', 'tagsAll'] THEN
    SELECT array_agg(s.id ORDER BY s.n), array_agg(s.key ORDER BY s.n) INTO v_ids, v_keys
    FROM app.search_page(p_filter, p_sort, p_descending, p_cursor, p_limit + 1) WITH ORDINALITY s(id, key, n);
  ELSE
    EXECUTE format('SELECT array_agg(id), array_agg(key) FROM (%s) page',
      app.task_page_sql(p_filter, p_sort, p_descending, p_cursor IS NOT NULL, 'merge'))
      INTO v_ids, v_keys USING p_user, p_filter, p_cursor, p_limit + 1;
  END IF;
  v_items := app.tasks_json(v_ids[:p_limit]);
  RETURN json_build_object('items', v_items,
    'next', CASE WHEN cardinality(v_ids) > p_limit THEN json_build_array(v_keys[p_limit], v_ids[p_limit]) END);
END $$;

-- {prior: result or null, tasks: [rows]} for a change that has to look before it writes.
CREATE FUNCTION app.read_tasks(p_user uuid, p_mutation uuid, p_kind text, p_ids uuid[]) RETURNS json LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.user_id', p_user::text, true);
  RETURN json_build_object(
    'prior', CASE WHEN p_mutation IS NOT NULL THEN app.prior_result(p_user, p_mutation, p_kind) END,
    'tasks', app.tasks_json(p_ids));
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

-- What happened to the caller after p_seq, p_limit numbers at most: {seq, latest, complete, updates: [{seq, type, data}]}.
-- `seq` is how far it reaches, `latest` the caller's newest number; every number has rows, so it is not complete when one has
-- none: they were purged.
CREATE FUNCTION app.updates_since(p_user uuid, p_seq bigint, p_limit int) RETURNS jsonb LANGUAGE plpgsql AS $$
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

GRANT EXECUTE ON FUNCTION app.task_text, app.text_array, app.task_condition, app.task_page_sql, app.search_filter, app.search_sorted, app.search_page, app.tasks_json, app.list_tasks, app.read_tasks,
  app.count_tasks, app.updates_since TO todo_app;
