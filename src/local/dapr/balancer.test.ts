import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startBalancer } from './balancer.ts'

/** Says its name to whoever connects. */
async function startServer(name: string): Promise<number> {
  const server = createServer((socket) => socket.end(name)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

async function ask(port: number): Promise<string> {
  let said = ''
  for await (const chunk of connect({ host: '127.0.0.1', port }).setEncoding('utf8')) said += chunk
  return said
}

async function startBalanced(targets: number[]) {
  const balancer = await startBalancer(targets)
  onTestFinished(() => balancer.close())
  return balancer
}

test('connections go to all targets in turn', async () => {
  const { port } = await startBalanced([await startServer('a'), await startServer('b')])
  expect([await ask(port), await ask(port), await ask(port), await ask(port)].sort().join('')).toBe('aabb')
})

test('a target that does not answer is passed over; without any the connection ends', async () => {
  const balancer = await startBalanced([await startServer('a'), 1])
  expect([await ask(balancer.port), await ask(balancer.port)]).toEqual(['a', 'a'])
  balancer.targets = [1]
  expect(await ask(balancer.port)).toBe('')
})
