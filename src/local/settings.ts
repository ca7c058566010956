import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type LocalEnvironment, localEnvironment } from '../domain/environment.ts'
import { parseEnvironment } from '../process/environment.ts'
import { StartFailure } from './start-failure.ts'

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

/** What `npm start` reads, with the folder resolved and the address of the page known. */
export type LocalSettings = Omit<LocalEnvironment, 'APP_URL'> & { APP_URL: string }

/**
 * The settings from the environment and from a `.env` beside package.json, which yields to the environment.
 *
 * @throws StartFailure that names every variable at fault
 */
export function readSettings(): LocalSettings {
  const file = resolve(projectRoot, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  const parsed = parseEnvironment(localEnvironment, process.env)
  if (!parsed.ok) {
    throw new StartFailure(
      `The settings are not usable:\n  ${parsed.problems.join('\n  ')}`,
      'Correct them in the environment or in .env; .env.example explains each.',
    )
  }
  const { value } = parsed
  return {
    ...value,
    DATA_DIR: resolve(projectRoot, value.DATA_DIR),
    APP_URL: value.APP_URL ?? `http://localhost:${value.PORT}`,
  }
}
