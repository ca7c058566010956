import { fileURLToPath } from 'node:url'
import { defineConfig } from 'prisma/config'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// Prisma's own engine would be downloaded at first use.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= here('src/server/database/schema-engine/main.ts')
process.env.CHECKPOINT_DISABLE ??= '1'

export default defineConfig({
  schema: here('src/server/database/schema.prisma'),
  // A restore brings a database only as far as its backup was.
  migrations: { path: process.env.MIGRATIONS_FOLDER ?? here('src/server/database/migrations') },
  // Only `migrate` connects; it names the database by this variable.
  datasource: { url: process.env.MIGRATION_DATABASE_URL ?? '' },
})
