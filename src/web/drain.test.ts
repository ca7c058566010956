import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'

const streaming = `require('node:http').createServer((request, response) => {
  if (request.url === '/stream') response.write('first')
  else response.end('done')
}).listen(0, '127.0.0.1', function () { process.stdout.write(String(this.address().port)) })`

/** A server that drains in a fraction of the time, and its port. */
async function start(waits: string): Promise<{ child: ChildProcess; port: string }> {
  const preload = `${new URL('drain.mjs', import.meta.url)}?${waits}`
  const child = spawn(process.execPath, ['--import', preload, '-e', streaming], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [port] = await once(child.stdout ?? child, 'data')
  return { child, port: String(port) }
}

async function ask(port: string, agent: Agent, path = '/'): Promise<IncomingMessage> {
  const [response] = await once(get({ port, path, agent, host: '127.0.0.1' }), 'response')
  return response
}

async function finish(response: IncomingMessage): Promise<IncomingMessage> {
  response.resume()
  await once(response, 'end')
  return response
}

it('told to stop, it goes on answering and asks for other connections; then idle ones are closed, and it ends', async () => {
  const { child, port } = await start('linger=700&finish=60000')
  const agent = new Agent({ keepAlive: true })
  expect((await finish(await ask(port, agent))).headers.connection).toBe('keep-alive')
  child.kill('SIGTERM')
  let answer: IncomingMessage
  do answer = await finish(await ask(port, agent))
  while (answer.headers.connection === 'keep-alive')
  expect(answer.statusCode).toBe(200)
  expect((await finish(await ask(port, agent))).headers.connection).toBe('close')
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('a stream is cut when its time is over', async () => {
  const { child, port } = await start('linger=1&finish=200')
  const stream = await ask(port, new Agent(), '/stream')
  const cut = once(stream.resume(), 'error').catch((error: unknown) => [error])
  child.kill('SIGTERM')
  expect((await cut)[0]).toMatchObject({ code: 'ECONNRESET' })
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('nobody having asked anything, it ends as well', async () => {
  const { child } = await start('linger=1&finish=60000')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})
