import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const echo = `require('node:http').createServer((request, response) =>
  response.end(JSON.stringify([request.headers['x-forwarded-for'], request.headers['x-client-chain']]))
).listen(0, '127.0.0.1', function () { process.stdout.write(String(this.address().port)) })`

it('ends the chain with the address of the connection, whatever the client claims', async () => {
  const preload = fileURLToPath(new URL('forwarded-for.mjs', import.meta.url))
  const server = spawn(process.execPath, ['--import', preload, '-e', echo], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [port] = await once(server.stdout, 'data')
    const ask = async (headers: Record<string, string>): Promise<unknown> =>
      (await fetch(`http://127.0.0.1:${port}/`, { headers })).json()

    expect(await ask({})).toEqual(['127.0.0.1', '127.0.0.1'])
    expect(await ask({ 'x-forwarded-for': '1.2.3.4, 5.6.7.8', 'x-client-chain': '9.9.9.9' })).toEqual([
      '1.2.3.4, 5.6.7.8, 127.0.0.1',
      '1.2.3.4, 5.6.7.8, 127.0.0.1',
    ])
  } finally {
    server.kill()
  }
})
