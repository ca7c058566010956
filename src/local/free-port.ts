import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port of `host` that was free a moment ago: `preferred` if it can be had, else one the system chose. */
export async function freePort(host: string, preferred = 0): Promise<number> {
  const server = createServer()
  try {
    server.listen({ host, port: preferred, exclusive: true })
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error(`no port on ${host}`)
    return address.port
  } catch (error) {
    if (preferred === 0) throw error
    return await freePort(host)
  } finally {
    server.close()
  }
}
