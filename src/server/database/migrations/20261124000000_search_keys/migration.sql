-- Searching by one index whose every key belongs to one user. The indexes before had keys that all users share, so each search
-- read through the tasks of everybody.

-- A number for each part; the user is its upper half, so the keys of one user lie side by side.
CREATE FUNCTION app.search_keys(p_user uuid, p_parts text[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN (SELECT array_agg(owner.half | (hashtext(part)::bigint & 4294967295))
    FROM unnest(p_parts) part, (SELECT hashtext(p_user::text)::bigint << 32 AS half OFFSET 0) owner);

-- Every three characters in a row without white space. Window functions, as substr() counts from the beginning each time.
CREATE FUNCTION app.gram_parts(p_text text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN (SELECT array_agg('g' || gram) FROM (
      SELECT letter || lead(letter) OVER following || lead(letter, 2) OVER following AS gram
      FROM unnest(string_to_array(p_text, NULL)) WITH ORDINALITY AS letters(letter, n) WINDOW following AS (ORDER BY n)) grams
    WHERE gram !~ '\s');

CREATE FUNCTION app.stem_parts(p_words tsvector) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN (SELECT array_agg('w' || stem) FROM unnest(tsvector_to_array(p_words)) stem);

CREATE FUNCTION app.tag_parts(p_tags text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN (SELECT array_agg('t' || tag) FROM unnest(p_tags) tag);

-- By what a task can be found: grams of its text, stems of its words, what they begin with (two characters), its tags.
CREATE FUNCTION app.task_search_keys(p_user uuid, p_text text, p_words tsvector, p_tags text[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN app.search_keys(p_user, app.gram_parts(p_text) || app.stem_parts(p_words) || app.tag_parts(p_tags)
    || (SELECT array_agg(DISTINCT 'p' || left(stem, 2)) FROM unnest(tsvector_to_array(p_words)) stem));

-- Without GIN's pending list: every search would have to read it. Nothing is estimated from its statistics.
CREATE INDEX task_search ON app.task USING gin (app.task_search_keys(user_id, search_text, search_words, tags)) WITH (fastupdate = off);
ALTER INDEX app.task_search ALTER COLUMN 1 SET STATISTICS 0;
DROP INDEX app.task_substring, app.task_fulltext, app.task_tags;

DROP FUNCTION app.search_page, app.search_sorted, app.task_page_sql, app.search_filter;

CREATE OR REPLACE FUNCTION app.task_condition(p_filter jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
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
    ('text', '(strpos(search_text, lower($2 ->> ''text'')) > 0 OR search_words @@ plainto_tsquery(''english'', $2 ->> ''text''))'),
    ('prefix', 'search_words @@ (quote_literal(lower($2 ->> ''prefix'')) || '':*'')::tsquery')
  ) AS known(name, condition) WHERE p_filter ? name;
$$;

-- The condition on the index that holds for whatever the filter finds, and for little more; 'user_id = $1' where the filter
-- has nothing that is in the index (two signs that are no word, one letter).
CREATE FUNCTION app.search_probe(p_user uuid, p_filter jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_keys CONSTANT text := 'app.task_search_keys(user_id, search_text, search_words, tags)';
  v_all bigint[] := app.search_keys(p_user, app.tag_parts(app.text_array(p_filter -> 'tagsAll'))
    || CASE WHEN length(p_filter ->> 'prefix') = 2 THEN ARRAY['p' || lower(p_filter ->> 'prefix')] END);
  v_any bigint[] := app.search_keys(p_user, app.tag_parts(app.text_array(p_filter -> 'tagsAny')));
  v_grams bigint[] := app.search_keys(p_user, app.gram_parts(lower(p_filter ->> 'text')));
  v_stems bigint[] := app.search_keys(p_user, app.stem_parts(to_tsvector('english', p_filter ->> 'text')));
BEGIN
  RETURN concat_ws(' AND ',
    CASE WHEN v_any IS NOT NULL THEN format('%s && %L::bigint[]', v_keys, v_any) END,
    CASE WHEN v_grams IS NOT NULL AND v_stems IS NOT NULL
      THEN format('(%1$s @> %2$L::bigint[] OR %1$s @> %3$L::bigint[])', v_keys, v_all || v_grams, v_all || v_stems)
      -- Without grams any task may have the text, whatever its stems are; without stems only its grams can find it.
      WHEN v_grams IS NOT NULL OR v_all IS NOT NULL THEN format('%s @> %L::bigint[]', v_keys, v_all || v_grams)
      WHEN v_any IS NULL THEN 'user_id = $1' END);
END $$;

-- What row-level security and a sort's index cannot help with.
CREATE FUNCTION app.search_filter(p_filter jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(f.name, f.value), '{}') FROM jsonb_each(p_filter) f(name, value)
  WHERE f.name IN ('text', 'prefix', 'tagsAny', 'tagsAll');
$$;

-- The statement that finds one page of task ids in order ($1 user, $2 filter, $3 cursor, $4 limit), in one of three ways:
-- `merge`: per status one walk along the sort's index, merged: rows (id, key);
-- `walk`: the same, but only the first $5 tasks are looked at: one row (ids found, their keys, how many were found, looked at);
-- `probe`: everything that p_probe lets through and the filter finds, sorted: rows (id, key).
CREATE FUNCTION app.task_page_sql(p_filter jsonb, p_sort text, p_descending boolean, p_continued boolean, p_way text, p_probe text DEFAULT NULL)
RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
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
  IF p_way = 'probe' THEN
    -- OFFSET 0 keeps the planner from fetching by another index what the probe finds better.
    v_rows := format('SELECT id, %s AS key FROM (SELECT * FROM app.task WHERE %s OFFSET 0) probed WHERE %s AND status = ANY (%L)',
      v_key, p_probe, v_where, app.text_array(v_statuses));
  ELSE
    SELECT string_agg(format('(SELECT *, %s AS key FROM app.task WHERE %s AND status = %L ORDER BY %s %s)',
      v_key, v_where, status, v_order, CASE p_way WHEN 'walk' THEN '$5' ELSE '$4' END), ' UNION ALL ')
    INTO v_rows FROM jsonb_array_elements_text(v_statuses) status;
  END IF;
  IF p_way = 'walk' THEN
    RETURN format('SELECT (array_agg(id) FILTER (WHERE found))[:$4], (array_agg(to_jsonb(key)) FILTER (WHERE found))[:$4], '
      'count(*) FILTER (WHERE found), count(*) FROM (SELECT id, key, %s AS found FROM (%s) merged ORDER BY %s $5) walked',
      app.task_condition(v_search), v_rows, v_order);
  END IF;
  RETURN format('SELECT id, to_jsonb(page.key) AS key FROM (%s) page ORDER BY page.%s $4', v_rows, v_order);
END $$;

-- One page of a search by the search index: all it finds, sorted.
CREATE FUNCTION app.search_probed(p_filter jsonb, p_sort text, p_descending boolean, p_cursor jsonb, p_limit int)
RETURNS TABLE (id uuid, key jsonb) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
  RETURN QUERY EXECUTE app.task_page_sql(p_filter, p_sort, p_descending, p_cursor IS NOT NULL, 'probe',
      app.search_probe(app.current_user_id(), p_filter))
    USING app.current_user_id(), p_filter, p_cursor, p_limit;
END $$;

-- Row-level security keeps the planner from using the search index (its operators are not leakproof), so a search runs as the
-- owner, bound to the caller by the same setting as the policies; its ids are then read under the policies.
-- What many tasks have is met soon when walking along the sort's index; only what is rarer is worth the search index, and then
-- there is little to sort. The first few tasks tell which of the two it is; a wrong guess costs some milliseconds.
CREATE FUNCTION app.search_page(p_filter jsonb, p_sort text, p_descending boolean, p_cursor jsonb, p_limit int)
RETURNS TABLE (id uuid, key jsonb) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_longest CONSTANT int := 5000;
  v_statement CONSTANT text := app.task_page_sql(p_filter, p_sort, p_descending, p_cursor IS NOT NULL, 'walk');
  v_walk int := 400;
  v_ids uuid[]; v_keys jsonb[]; v_found int; v_seen int;
BEGIN
  LOOP
    EXECUTE v_statement INTO v_ids, v_keys, v_found, v_seen USING app.current_user_id(), p_filter, p_cursor, p_limit, v_walk;
    IF v_found >= p_limit OR v_seen < v_walk THEN
      RETURN QUERY SELECT * FROM unnest(v_ids, v_keys);
      RETURN;
    END IF;
    EXIT WHEN v_found = 0;
    -- A fifth more than the share found so far lets expect.
    v_walk := v_walk * p_limit / v_found * 6 / 5;
    EXIT WHEN v_walk > v_longest;
  END LOOP;
  RETURN QUERY SELECT * FROM app.search_probed(p_filter, p_sort, p_descending, p_cursor, p_limit);
END $$;

CREATE OR REPLACE FUNCTION app.list_tasks(p_user uuid, p_filter jsonb, p_sort text, p_descending boolean, p_cursor jsonb, p_limit int)
RETURNS json LANGUAGE plpgsql AS $$
DECLARE v_ids uuid[]; v_keys jsonb[]; v_items json;
BEGIN
  PERFORM set_config('app.user_id', p_user::text, true);
  IF p_filter ?| ARRAY['text', 'prefix', 'tagsAny', 'tagsAll'] THEN
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

GRANT EXECUTE ON FUNCTION app.task_search_keys, app.search_keys, app.gram_parts, app.stem_parts, app.tag_parts, app.task_page_sql, app.search_filter,
  app.search_page TO todo_app;
