import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { freeNeighbours, freePort, freePorts, requireFreePort } from './free-port.ts'

test('a taken port is named with a way out, a preferred one is given up for another', async () => {
  const taken = await freePort('127.0.0.1')
  await requireFreePort('127.0.0.1', taken)
  const server = createServer().listen(taken, '127.0.0.1')
  await once(server, 'listening')
  await expect(requireFreePort('127.0.0.1', taken)).rejects.toMatchObject({
    message: `Port ${taken} of 127.0.0.1 is taken by another program.`,
    remedy: expect.stringContaining('PORT='),
  })
  expect(await freePort('127.0.0.1', taken)).not.toBe(taken)
  server.close()
})

test('an address of another machine is refused', async () => {
  await expect(requireFreePort('192.0.2.1', 3000)).rejects.toThrow('192.0.2.1 is not an address of this machine.')
})

test('no port is handed out twice, though its server does not listen yet', async () => {
  const ports: number[] = []
  for (let round = 0; round < 40; round++) {
    ports.push(...(await freePorts('127.0.0.1', 9)), await freePort('127.0.0.1'))
    const first = await freeNeighbours('127.0.0.1', 2)
    ports.push(first, first + 1)
  }
  expect(new Set(ports).size).toBe(480)
})
