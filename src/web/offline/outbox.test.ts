import { expect, it } from 'vitest'
import { createOutbox, type Delivery, deliver, type Waiting } from './outbox.ts'

function setUp() {
  const items = new Map<string, string>()
  const store = {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
  }
  return { store, outbox: createOutbox(store) }
}

const waiting = (mutationId: string, userId = 'ada'): Waiting => ({
  mutationId,
  userId,
  action: { kind: 'create', task: { title: mutationId } },
  since: '2026-11-23T12:00:00Z',
})

it('survives a reload, and tells who listens', () => {
  const { store, outbox } = setUp()
  let told = 0
  outbox.subscribe(() => {
    told += 1
  })
  outbox.add(waiting('1'))
  outbox.add(waiting('2'))
  outbox.add(waiting('1'))
  expect(told).toBe(3)
  const reloaded = createOutbox(store)
  expect(reloaded.list().map(({ mutationId }) => mutationId)).toEqual(['2', '1'])
  expect(reloaded.list()).toBe(reloaded.list())
})

it('delivers in order, each under its own id, and keeps what cannot be sent yet', async () => {
  const { outbox } = setUp()
  for (const id of ['1', '2', '3', '4']) outbox.add(waiting(id))
  outbox.add(waiting('x', 'eve'))
  const sent: string[] = []
  const answers: Delivery[] = ['done', 'refused', 'later']
  await deliver(outbox, 'ada', async ({ mutationId }) => {
    sent.push(mutationId)
    return answers.shift() ?? 'later'
  })
  expect(sent).toEqual(['1', '2', '3'])
  expect(outbox.list().map(({ mutationId }) => mutationId)).toEqual(['3', '4', 'x'])
})
