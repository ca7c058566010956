import { expect, test } from 'vitest'
import type { SentMessage } from '../../../domain/destination.ts'
import { sentWords } from './sent-words.ts'

const message: SentMessage = {
  id: '0190a1b2-0000-7000-8000-000000000000',
  destinationId: null,
  kind: 'webhook',
  purpose: 'notification',
  status: 'waiting',
  detail: null,
  attempts: 1,
  quiet: false,
  createdAt: '2026-11-23T09:00:00Z',
  nextAttemptAt: '2026-11-23T09:05:00Z',
  finishedAt: null,
}
const words = (change: Partial<SentMessage>) => sentWords({ ...message, ...change }, () => '10:05').words

test.each<[Partial<SentMessage>, string]>([
  [{}, 'On its way …'],
  [{ detail: 'It answered 500.' }, 'Not sent yet. It answered 500. Tried again 10:05.'],
  [{ quiet: true, attempts: 0 }, 'Waits for quiet hours to end, 10:05.'],
  [{ status: 'delivered' }, 'Sent.'],
  [{ status: 'delivered', attempts: 3 }, 'Sent, at try 3.'],
  [{ status: 'failed', detail: 'It answered 413.' }, 'Not sent. It answered 413.'],
  [{ status: 'cancelled', detail: 'Seen in the app before.' }, 'Not needed. Seen in the app before.'],
])('%j is told as “%s”', (change, expected) => expect(words(change)).toBe(expected))
