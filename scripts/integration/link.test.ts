import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startLink } from './link.ts'

/** A server that notes what it is asked, and a link to it. */
async function linked() {
  const asked: string[] = []
  const answer: RequestListener = ({ url = '' }, response) => {
    asked.push(url)
    response.end(`answer to ${url}`)
  }
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const link = await startLink(() => (server.address() as AddressInfo).port)
  onTestFinished(async () => {
    await link.close()
    server.closeAllConnections()
    server.close()
  })
  const ask = (path: string): Promise<string> =>
    fetch(`http://127.0.0.1:${link.port}${path}`, { method: 'POST' }).then((response) => response.text())
  return { link, ask, asked }
}

test('a link passes everything on', async () => {
  const { ask } = await linked()
  expect(await Promise.all(['/1', '/2'].map(ask))).toEqual(['answer to /1', 'answer to /2'])
})

test('while it hangs nothing passes and nothing breaks; afterwards all of it arrives', async () => {
  const { link, ask, asked } = await linked()
  await ask('/before')
  link.hang()
  const waiting = ask('/meanwhile')
  const late = await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 100, 'nothing yet'))])
  expect([late, asked]).toEqual(['nothing yet', ['/before']])
  link.resume()
  expect(await waiting).toBe('answer to /meanwhile')
})

test('an answer that is lost was given, and its connection broke', async () => {
  const { link, ask, asked } = await linked()
  link.loseAnswers(1)
  await expect(ask('/lost')).rejects.toThrow('fetch failed')
  expect([asked, link.toLose()]).toEqual([['/lost'], 0])
  expect(await ask('/next')).toBe('answer to /next')
})
