-- What a server asks before it says that it is ready: which of the migrations it was built for are not applied here.
-- Prisma's own table is the migrator's alone, and a database that only replays migrations has none.
CREATE FUNCTION app.missing_migrations(p_wanted text[]) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN ARRAY(
    SELECT name FROM unnest(p_wanted) AS name
    WHERE NOT EXISTS (
      SELECT FROM public._prisma_migrations
      WHERE migration_name = name AND finished_at IS NOT NULL AND rolled_back_at IS NULL)
    ORDER BY name);
END $$;

GRANT EXECUTE ON FUNCTION app.missing_migrations TO todo_app;
