import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A wire between a client and a server of this machine that can be broken. */
export type Link = {
  port: number
  /** Nothing passes any more, though both ends go on believing in their connection. */
  hang(): void
  /** What was held back passes, and all that follows. */
  resume(): void
  /** The next `count` answers never arrive: the server has given them, and the connection breaks. */
  loseAnswers(count: number): void
  /** How many answers are still to be lost. */
  toLose(): number
  close(): Promise<void>
}

/** A wire to the port of this machine that `target` tells when somebody connects. */
export async function startLink(target: () => number): Promise<Link> {
  const open = new Set<Socket>()
  const held: (() => void)[] = []
  let hanging = false
  let toLose = 0
  const pass = (step: () => void): void => {
    if (hanging) held.push(step)
    else step()
  }
  const server = createServer((client) => {
    const far = connect({ host: '127.0.0.1', port: target(), noDelay: true })
    client.setNoDelay(true)
    const breakOff = (): void => {
      client.destroy()
      far.destroy()
    }
    for (const socket of [client, far]) {
      open.add(socket)
      socket.on('error', () => pass(breakOff))
      socket.once('close', () => {
        open.delete(socket)
        pass(breakOff)
      })
    }
    client.on('data', (chunk) => pass(() => far.write(chunk)))
    client.on('end', () => pass(() => far.end()))
    far.on('data', (chunk) => {
      // A heartbeat of a stream is no answer to anything.
      if (toLose > 0 && chunk.subarray(0, 5).toString() === 'HTTP/') {
        toLose--
        breakOff()
      } else pass(() => client.write(chunk))
    })
    far.on('end', () => pass(() => client.end()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    hang() {
      hanging = true
    },
    resume() {
      hanging = false
      for (const step of held.splice(0)) step()
    },
    loseAnswers(count) {
      toLose = count
    },
    toLose: () => toLose,
    async close() {
      hanging = false
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
