import { expect, it } from 'vitest'
import { keepLive, type LiveState } from './connection.ts'
import { createSeqLog } from './seq-log.ts'

type Handlers = Parameters<Parameters<typeof keepLive>[0]['open']>[1]

function setUp() {
  const opened: { after: string | null; handlers: Handlers }[] = []
  const states: LiveState[] = []
  const seqs: number[] = []
  const pauses: number[] = []
  let retry: (() => void) | undefined
  const connection = keepLive({
    open(after, handlers) {
      opened.push({ after, handlers })
      return { unsubscribe: () => {} }
    },
    onUpdate: ({ seq }) => seqs.push(seq),
    onState: (state) => states.push(state),
    onSignedOut: () => {},
    schedule(run, ms) {
      pauses.push(ms)
      retry = run
      return () => {
        retry = undefined
      }
    },
  })
  return { opened, states, seqs, pauses, connection, elapse: () => retry?.() }
}

it('opens anew after the last number it saw, with growing pauses', () => {
  const { opened, states, seqs, pauses, elapse } = setUp()
  opened[0]?.handlers.onData({ id: '7', data: { type: 'ready', seq: 7 } })
  opened[0]?.handlers.onError(new Error('closed'))
  elapse()
  opened[1]?.handlers.onError(new Error('closed'))
  elapse()
  expect(opened.map(({ after }) => after)).toEqual([null, '7', '7'])
  expect(pauses).toEqual([500, 1_000])
  opened[2]?.handlers.onData({ id: '8', data: { type: 'refetch', seq: 8 } })
  opened[2]?.handlers.onError(new Error('closed'))
  expect(pauses.at(-1)).toBe(500)
  expect(seqs).toEqual([7, 8])
  expect(states).toEqual(['live', 'lost', 'lost', 'live', 'lost'])
})

it('tries again at once when told to hurry, and only then when it is lost', () => {
  const { opened, connection } = setUp()
  connection.hurry()
  expect(opened).toHaveLength(1)
  opened[0]?.handlers.onError(new Error('closed'))
  connection.hurry()
  connection.hurry()
  expect(opened).toHaveLength(2)
})

it('remembers the latest numbers only', () => {
  const log = createSeqLog()
  for (let seq = 1; seq <= 300; seq++) log.add(seq)
  expect([log.has(300), log.has(101), log.has(100)]).toEqual([true, true, false])
})
