import { createTRPCClient, httpBatchStreamLink } from '@trpc/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatEvent } from '../../domain/conversation.ts'
import type { AppRouter } from '../api/router.ts'
import { createBrowser } from '../identity/test-browser.ts'
import { uuidV7 } from '../identity/uuid-v7.ts'
import { createTestServer, type TestServer, testOrigin } from '../testing/create-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

/** The API as the page calls it. */
async function signedIn(email: string) {
  const browser = createBrowser(server.application.identity)
  const { body } = await browser.signUp(email)
  const headers = () => ({ ...Object.fromEntries(browser.headers()), origin: testOrigin })
  const api = createTRPCClient<AppRouter>({ links: [httpBatchStreamLink({ url: `${server.url}/api/trpc`, headers })] })
  const id = uuidV7()
  await api.chat.create.mutate({ mutationId: uuidV7(), id })
  const send = async (text: string, conversationId = id): Promise<ChatEvent[]> => {
    const events: ChatEvent[] = []
    for await (const event of await api.chat.send.mutate({ conversationId, messageId: uuidV7(), text }))
      events.push(event)
    return events
  }
  return { api, send, conversationId: id, userId: body.user.id }
}

describe('chat over HTTP', () => {
  it('streams the question, the pieces of the answer and the stored answer', async () => {
    const { api, send, conversationId } = await signedIn('stream@example.com')
    const events = await send('remind me to call mum tomorrow at 9')
    expect(events.map(({ type }) => type)).toEqual(['question', 'text', 'part', 'part', 'answer'])
    const asked = (await send('delete it')).flatMap((event) => (event.type === 'part' ? [event.part] : []))
    const confirm = asked.find((part) => part.type === 'confirm')
    const answer = { confirmationId: confirm?.confirmationId ?? '', messageId: uuidV7(), accept: true }
    const answered: ChatEvent[] = []
    for await (const event of await api.chat.answer.mutate(answer)) answered.push(event)
    expect(answered.at(-1)).toMatchObject({ type: 'answer', message: { text: 'Deleted “call mum”.' } })
    const { items } = await api.chat.messages.query({ conversationId })
    expect(items.map(({ text }) => text)).toEqual([
      'remind me to call mum tomorrow at 9',
      expect.stringContaining('Created'),
      'delete it',
      'Delete “call mum”?',
      'Yes',
      'Deleted “call mum”.',
    ])
  })

  it('reads and writes dates in the order of its user', async () => {
    const { api, send } = await signedIn('dates@example.com')
    const said = async (text: string) => JSON.stringify((await send(text)).at(-1))
    expect(await said('pay rent on 4/5/2031')).toContain('Sun 4 May 2031')
    await api.me.updateSettings.mutate({ mutationId: uuidV7(), settings: { locale: 'en-US' } })
    expect(await said('pay rent on 4/5/2031')).toContain('Sat, Apr 5, 2031')
  })

  it('tells other tabs of each message', async () => {
    const { send, userId, conversationId } = await signedIn('tabs@example.com')
    await send('hello')
    const rows = await server.query<{ data: object }>(
      `SELECT data FROM app.outbox WHERE user_id = $1 AND type = 'conversation.changed' ORDER BY seq`,
      [userId],
    )
    expect(rows).toHaveLength(3)
    expect(rows.at(-1)?.data).toMatchObject({ userId, seq: 3, conversationId })
  })

  it('refuses with codes of the error table', async () => {
    const { api, send } = await signedIn('refused@example.com')
    const other = await signedIn('other@example.com')
    const code = (appCode: string) => ({ data: { appCode } })
    await expect(send('hello', other.conversationId)).rejects.toMatchObject(code('not_found'))
    await expect(send('hello', uuidV7())).rejects.toMatchObject(code('not_found'))
    await expect(send('   ')).rejects.toMatchObject({
      ...code('invalid_input'),
      message: 'A message must not be empty.',
    })
    await expect(send('x'.repeat(10_001))).rejects.toMatchObject(code('invalid_input'))
    const answer = { confirmationId: uuidV7(), messageId: uuidV7(), accept: true }
    const answering = async () => {
      for await (const _ of await api.chat.answer.mutate(answer));
    }
    await expect(answering()).rejects.toMatchObject(code('confirmation_expired'))
    const nobody = createTRPCClient<AppRouter>({ links: [httpBatchStreamLink({ url: `${server.url}/api/trpc` })] })
    await expect(nobody.chat.conversations.query()).rejects.toMatchObject(code('signed_out'))
  })
})

describe('chat.search', () => {
  it('finds parts of words in any case, each chat once, and takes signs as they are', async () => {
    const { api, send, conversationId } = await signedIn(`${uuidV7()}@example.org`)
    const other = uuidV7()
    await api.chat.create.mutate({ mutationId: uuidV7(), id: other, title: 'Other' })
    await send('buy 100% cotton')
    await send('buy more COTTON')
    await send('hello', other)
    const found = await api.chat.search.query({ text: 'Otto' })
    expect(found.map((hit) => hit.conversationId)).toEqual([conversationId])
    expect(found[0]?.excerpt).toMatch(/cotton/i)
    expect(await api.chat.search.query({ text: '100%' })).toHaveLength(1)
    expect(await api.chat.search.query({ text: '1%n' })).toEqual([])
    await expect(api.chat.search.query({ text: ' ' })).rejects.toThrow()
  })
})
