import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { StartFailure } from '../start-failure.ts'
import type { ServerIdentity } from './identity.ts'
import { superuser } from './initialise.ts'
import { dataDirArguments } from './server-process.ts'
import { serverEnvironment } from './settings.ts'

type Options = { postgres: string; cluster: string; identity: ServerIdentity; password: string }

/** Sets the superuser's password in the single-user mode of a stopped server, which asks for none. */
export async function resetSuperuserPassword({ postgres, cluster, identity, password }: Options): Promise<void> {
  const { args, options } = dataDirArguments(cluster, identity)
  const server = spawn(postgres, ['--single', ...args, 'postgres'], {
    ...options,
    env: serverEnvironment(),
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  server.stdin.end(`ALTER ROLE ${superuser} PASSWORD '${password}'\n`)
  const [code] = await once(server, 'exit')
  if (code === 0) return
  throw new StartFailure(
    'The password of the embedded database could not be set anew.',
    'Put the old secrets.json back into the data folder.',
  )
}
