import type { Pool } from 'pg'
import type { AppId } from '../../../domain/topology.ts'

export type StoredValue = { value: string; etag: string; expiresAt: Date | null }
export type StateWrite = { key: string; value: string; etag?: string; firstWrite: boolean; ttlSeconds?: number }

export type StateStore = {
  get(app: AppId, key: string): Promise<StoredValue | undefined>
  /** False where the value is not the one `etag` names, or, with `firstWrite` alone, where there is one already. */
  set(app: AppId, write: StateWrite): Promise<boolean>
  delete(app: AppId, key: string, etag?: string): Promise<boolean>
}

const upsert = `
  INSERT INTO state (app, key, value, expires_at)
  VALUES ($1, $2, $3, now() + make_interval(secs => $4))
  ON CONFLICT (app, key) DO UPDATE
  SET value = excluded.value, etag = gen_random_uuid(), expires_at = excluded.expires_at`

const update = `
  UPDATE state SET value = $3, etag = gen_random_uuid(), expires_at = now() + make_interval(secs => $4)
  WHERE app = $1 AND key = $2 AND etag::text = $5 AND (expires_at IS NULL OR expires_at > now())`

/** Dapr's state.postgresql on one table: an ETag is always honoured, what has expired counts as not there. */
export function createStateStore(pool: Pool): StateStore {
  return {
    async get(app, key) {
      const { rows } = await pool.query<StoredValue>(
        `SELECT value, etag::text, expires_at AS "expiresAt" FROM state
         WHERE app = $1 AND key = $2 AND (expires_at IS NULL OR expires_at > now())`,
        [app, key],
      )
      return rows[0]
    },
    async set(app, { key, value, etag, firstWrite, ttlSeconds }) {
      const values = [app, key, value, ttlSeconds ?? null]
      if (etag !== undefined) return (await pool.query(update, [...values, etag])).rowCount === 1
      const condition = firstWrite ? ' WHERE state.expires_at <= now()' : ''
      return (await pool.query(upsert + condition, values)).rowCount === 1
    },
    async delete(app, key, etag) {
      if (etag === undefined) {
        await pool.query('DELETE FROM state WHERE app = $1 AND key = $2', [app, key])
        return true
      }
      const { rowCount } = await pool.query('DELETE FROM state WHERE app = $1 AND key = $2 AND etag::text = $3', [
        app,
        key,
        etag,
      ])
      return rowCount === 1
    },
  }
}
