import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Balancer = {
  port: number
  /** Where connections go from now on, in turn; one that does not answer is passed over. */
  targets: readonly number[]
  close(): Promise<void>
}

/** One port of this machine in front of several: what a Kubernetes Service is to the replicas of an app. */
export async function startBalancer(targets: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>()
  let turn = 0
  const server = createServer((client) => {
    open.add(client)
    client.once('close', () => open.delete(client)).on('error', () => client.destroy())
    turn += 1
    const order = balancer.targets.map((_, index) => balancer.targets[(turn + index) % balancer.targets.length] ?? 0)
    void join(client, order)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const balancer: Balancer = {
    port: (server.address() as AddressInfo).port,
    targets,
    async close() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return balancer
}

/** Connects `client` to the first port that answers. */
async function join(client: Socket, ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    const target = connect({ host: '127.0.0.1', port, noDelay: true })
    const connected = await once(target, 'connect').then(
      () => true,
      () => false,
    )
    if (!connected) continue
    target.on('error', () => client.destroy()).once('close', () => client.destroy())
    client.once('close', () => target.destroy())
    if (client.destroyed) target.destroy()
    client.setNoDelay(true)
    client.pipe(target).pipe(client)
    return
  }
  client.destroy()
}
