import type { Pool } from 'pg'

/**
 * `message` is a log like Kafka's: positions grow by one per topic and partition. `cursor` holds the last position an
 * app is done with. `state` is the state store, its keys apart per app.
 */
const statements = `
CREATE TABLE IF NOT EXISTS message (
  topic text NOT NULL,
  partition int NOT NULL,
  position bigint NOT NULL,
  key text NOT NULL,
  envelope text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (topic, partition, position)
);
CREATE TABLE IF NOT EXISTS cursor (
  app text NOT NULL,
  topic text NOT NULL,
  partition int NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (app, topic, partition)
);
CREATE TABLE IF NOT EXISTS dead_letter (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app text NOT NULL,
  topic text NOT NULL,
  partition int NOT NULL,
  position bigint NOT NULL,
  key text NOT NULL,
  envelope text NOT NULL,
  reason text NOT NULL,
  attempts int NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  replay_requested_at timestamptz,
  UNIQUE (app, topic, partition, position)
);
CREATE INDEX IF NOT EXISTS dead_letter_replay ON dead_letter (id) WHERE replay_requested_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS state (
  app text NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  etag uuid NOT NULL DEFAULT gen_random_uuid(),
  expires_at timestamptz,
  PRIMARY KEY (app, key)
);
CREATE INDEX IF NOT EXISTS state_expiry ON state (expires_at) WHERE expires_at IS NOT NULL;
`

/** Creates what is not there yet. */
export async function migrate(pool: Pool): Promise<void> {
  await pool.query(statements)
}
