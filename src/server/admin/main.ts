import { serverEnvironment } from '../../domain/environment.ts'
import { readEnvironment } from '../../process/environment.ts'
import { createLog } from '../../process/log.ts'
import { createSidecar } from '../../process/sidecar/create-sidecar.ts'
import { adminCommands, openAdmin, usageOf } from './admin.ts'
import { runAdminCommand } from './run-admin-command.ts'

/**
 * Administrators' commands beside a running server, where a cluster has the secrets that they need:
 * `kubectl --namespace todo-app exec deployment/server --container server -- node src/server/admin/main.ts`.
 */
const environment = readEnvironment(serverEnvironment)
const { DAPR_HTTP_PORT, DAPR_API_TOKEN, APP_URL } = environment

const { code, text } = await runAdminCommand(process.argv.slice(2), {
  usage: usageOf('node src/server/admin/main.ts', adminCommands),
  async open() {
    const log = createLog({ app: 'admin', level: 'error' })
    const sidecar = createSidecar({ port: DAPR_HTTP_PORT, apiToken: DAPR_API_TOKEN, log })
    try {
      const [databaseUrl, secret] = await Promise.all([
        sidecar.getSecret('database-url-auth'),
        sidecar.getSecret('auth-secret'),
      ])
      return openAdmin({ databaseUrl, secret, appUrl: APP_URL })
    } finally {
      await sidecar.close()
    }
  },
})
const stream = code === 0 ? process.stdout : process.stderr
stream.write(`${text}\n`)
process.exitCode = code
