// What a rollout needs before its processes, by the first argument: `migrate` makes roles and databases and applies the
// migrations, `topics` makes the topics. Each is safe to repeat. The environment holds what it asks for, and no more.
import { z } from 'zod'
import { migrateDatabase } from '../src/local/migrate.ts'
import { provisionDatabase } from '../src/local/provision.ts'
import { StartFailure } from '../src/local/start-failure.ts'
import { parseEnvironment } from '../src/process/environment.ts'

const password = z.string().min(16)

const migrationEnvironment = z.object({
  DATABASE_ADMIN_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('A role that may create roles and databases.'),
  MIGRATOR_PASSWORD: password,
  APP_PASSWORD: password,
  AUTH_PASSWORD: password,
  SYSTEM_PASSWORD: password,
  SIDECAR_PASSWORD: password,
})

async function migrate(): Promise<void> {
  const environment = parseEnvironment(migrationEnvironment, process.env)
  if (!environment.ok) throw new StartFailure('The settings are not usable.', environment.problems.join('\n'))
  const { value } = environment
  const urls = await provisionDatabase({
    adminUrl: value.DATABASE_ADMIN_URL,
    secrets: {
      migrator: value.MIGRATOR_PASSWORD,
      app: value.APP_PASSWORD,
      auth: value.AUTH_PASSWORD,
      system: value.SYSTEM_PASSWORD,
      sidecar: value.SIDECAR_PASSWORD,
    },
  })
  const count = await migrateDatabase(urls.migrator)
  console.log(count === 0 ? 'The database is at this release already.' : `${count} migrations were applied.`)
}

const preparations: Record<string, () => Promise<unknown>> = {
  migrate,
  topics: () => import('./topics.ts'),
}

const prepare = preparations[process.argv[2] ?? '']
if (prepare) {
  try {
    await prepare()
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error
    console.error(`${error.message}\n${error.remedy}`)
    process.exitCode = 1
  }
} else {
  console.error(`Say what to prepare: ${Object.keys(preparations).join(' or ')}.`)
  process.exitCode = 2
}
