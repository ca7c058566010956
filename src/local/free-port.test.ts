import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { freePort, freePorts, requireFreePort } from './free-port.ts'

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

test('ports asked for together differ', async () => {
  expect(new Set(await freePorts('127.0.0.1', 10)).size).toBe(10)
})
