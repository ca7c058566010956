import { accessSync, constants, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { StartFailure } from '../start-failure.ts'

type Program = {
  name: string
  /** Environment variable that may name its file. */
  variable: string
  /** Folders to look into besides PATH. */
  folders?: readonly string[]
  /** A sentence: how to get it. */
  remedy: string
}

const daprFolder = join(homedir(), '.dapr', 'bin')

export const daprd: Program = {
  name: 'daprd',
  variable: 'DAPRD_PATH',
  folders: [daprFolder],
  remedy:
    'Install the Dapr CLI (https://docs.dapr.io/getting-started/install-dapr-cli/) and run "dapr init --slim", or put daprd of https://github.com/dapr/dapr/releases on the PATH.',
}

export const sentry: Program = {
  name: 'sentry',
  variable: 'DAPR_SENTRY_PATH',
  folders: [daprFolder],
  remedy: 'Put sentry of https://github.com/dapr/dapr/releases (of the same version as daprd) on the PATH.',
}

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The file of a program: what its variable names, else the first one on the PATH or in its usual folders.
 *
 * @throws StartFailure that says how to get it
 */
export function findProgram(
  { name, variable, folders = [], remedy }: Program,
  environment: Environment = process.env,
): string {
  const named = environment[variable]
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named
    throw new StartFailure(`${variable} is ${named}, which is no program.`, `Correct or unset it. ${remedy}`)
  }
  const searched = [...(environment.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ...folders]
  const found = searched.map((folder) => join(folder, name)).find(isProgram)
  if (found !== undefined) return found
  throw new StartFailure(`${name} was not found on the PATH.`, `${remedy} ${variable} may name its file.`)
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
