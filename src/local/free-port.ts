import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { errorCode, errorText, StartFailure } from './start-failure.ts'

/** A port of `host` that was free a moment ago: `preferred` if it can be had, else one the system chose. */
export async function freePort(host: string, preferred = 0): Promise<number> {
  try {
    const server = await listen(host, preferred)
    const port = portOf(server)
    server.close()
    return port
  } catch (error) {
    if (preferred === 0) throw error
    return await freePort(host)
  }
}

// Below the ports that systems give to outgoing connections: one of those could take a port before its server does.
const lasting = { lowest: 15_000, count: 17_000 }

/** Different free ports of `host`, for servers that are started in a while. */
export async function freePorts(host: string, count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listenAnywhere(host)))
  const ports = servers.map(portOf)
  for (const server of servers) server.close()
  return ports
}

/** @throws StartFailure where the page cannot listen on `host` and `port` */
export async function requireFreePort(host: string, port: number): Promise<void> {
  try {
    const server = await listen(host, port)
    server.close()
    await once(server, 'close')
  } catch (error) {
    throw explain(error, host, port)
  }
}

async function listen(host: string, port: number): Promise<Server> {
  const server = createServer()
  server.listen({ host, port, exclusive: true })
  await once(server, 'listening')
  return server
}

async function listenAnywhere(host: string): Promise<Server> {
  for (let tries = 0; tries < 100; tries++) {
    const server = await listen(host, lasting.lowest + randomInt(lasting.count)).catch((error: unknown) => {
      if (errorCode(error) !== 'EADDRINUSE') throw error
      return undefined
    })
    if (server !== undefined) return server
  }
  return await listen(host, 0)
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not a listening TCP server')
  return address.port
}

function explain(error: unknown, host: string, port: number): StartFailure {
  const other = `Choose another one: PORT=${port === 3000 ? 3001 : 3000} npm start`
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new StartFailure(`Port ${port} of ${host} is taken by another program.`, other, { cause: error })
    case 'EACCES':
      return new StartFailure(`This user may not listen on port ${port}.`, other, { cause: error })
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartFailure(`${host} is not an address of this machine.`, 'Set HOST to one that is, or unset it.', {
        cause: error,
      })
    default:
      return new StartFailure(`The page cannot listen on ${host}:${port}: ${errorText(error)}.`, other, {
        cause: error,
      })
  }
}
