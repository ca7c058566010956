-- The trace of the request that brought an event about goes with it. Set for a transaction like app.user_id; a stable
-- default: rows that are there are not rewritten and have none.
ALTER TABLE app.outbox ADD COLUMN traceparent text DEFAULT NULLIF(current_setting('app.traceparent'::text, true), ''::text);

-- compatible since 20261123000006_system: the same name, arguments and columns, and one column more
DROP FUNCTION app.read_outbox(int[], int);

-- Unpublished outbox rows of these shards, in commit order per user.
CREATE FUNCTION app.read_outbox(p_shards int[], p_limit int)
RETURNS TABLE (id bigint, user_id uuid, event_id uuid, type text, topic text, data jsonb, created_at timestamptz, traceparent text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp BEGIN ATOMIC
  SELECT o.id, o.user_id, o.event_id, o.type, o.topic, o.data, o.created_at, o.traceparent FROM app.outbox o
  WHERE o.published_at IS NULL AND o.shard = ANY (p_shards) ORDER BY o.id LIMIT p_limit;
END;

GRANT EXECUTE ON FUNCTION app.read_outbox TO todo_system;
