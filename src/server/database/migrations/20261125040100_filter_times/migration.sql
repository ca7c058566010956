-- As before, with whether tasks repeat, and the time of day they are due at (local, HH:MM, both ends included).
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
    ('recurring', '(recurrence IS NOT NULL) = ($2 ->> ''recurring'')::boolean'),
    ('timeFrom', 'due_time >= ($2 ->> ''timeFrom'')'),
    ('timeUntil', 'due_time <= ($2 ->> ''timeUntil'')'),
    ('completedFrom', 'completed_at >= ($2 ->> ''completedFrom'')::timestamptz'),
    ('completedUntil', 'completed_at < ($2 ->> ''completedUntil'')::timestamptz'),
    ('text', '(strpos(search_text, lower($2 ->> ''text'')) > 0 OR search_words @@ plainto_tsquery(''english'', $2 ->> ''text''))'),
    ('prefix', 'search_words @@ (quote_literal(lower($2 ->> ''prefix'')) || '':*'')::tsquery')
  ) AS known(name, condition) WHERE p_filter ? name;
$$;
