import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { errorCode, errorText, StartFailure } from './start-failure.ts'

// Below the ports that systems give to outgoing connections: one of those could take a port before its server does.
const lasting = { lowest: 15_000, count: 17_000 }

// What this process has handed out: its server may not listen yet.
const handedOut = new Set<number>()

/** A port of `host` that was free a moment ago: `preferred` if it can be had, else one that was not handed out before. */
export async function freePort(host: string, preferred = 0): Promise<number> {
  if (preferred !== 0 && (await isFree(host, preferred))) {
    handedOut.add(preferred)
    return preferred
  }
  return await freeNeighbours(host, 1)
}

/** Different free ports of `host`, for servers that are started in a while; none was handed out before. */
export async function freePorts(host: string, count: number): Promise<number[]> {
  return await Promise.all(Array.from({ length: count }, () => freeNeighbours(host, 1)))
}

/** The first of `count` free ports of `host` in a row; none was handed out before. */
export async function freeNeighbours(host: string, count: number): Promise<number> {
  for (let tries = 0; tries < 1000; tries++) {
    const first = lasting.lowest + randomInt(lasting.count - count)
    const ports = Array.from({ length: count }, (_, index) => first + index)
    if (ports.some((port) => handedOut.has(port))) continue
    for (const port of ports) handedOut.add(port)
    const free = await Promise.all(ports.map((port) => isFree(host, port)))
    if (free.every(Boolean)) return first
  }
  throw new Error(`${host} has no free port between ${lasting.lowest} and ${lasting.lowest + lasting.count}.`)
}

/** @throws StartFailure where the page cannot listen on `host` and `port` */
export async function requireFreePort(host: string, port: number): Promise<void> {
  try {
    await close(await listen(host, port))
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

async function isFree(host: string, port: number): Promise<boolean> {
  try {
    await close(await listen(host, port))
    return true
  } catch (error) {
    if (errorCode(error) === 'EADDRINUSE' || errorCode(error) === 'EACCES') return false
    throw error
  }
}

async function close(server: Server): Promise<void> {
  server.close()
  await once(server, 'close')
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
