import { describe, expect, it } from 'vitest'
import type { MessagePart } from '../../domain/conversation.ts'
import { typedAnswer } from './yes-or-no.ts'

const [a, b] = ['019a0000-0000-7000-8000-00000000000a', '019a0000-0000-7000-8000-00000000000b']
const expiresAt = '2026-11-23T09:00:00Z'
const confirm = { type: 'confirm', confirmationId: a, question: 'Delete?', expiresAt } as const
const options = [
  { label: 'A', confirmationId: a },
  { label: 'B', confirmationId: b },
]
const choose: MessagePart = { type: 'choose', options, expiresAt }

describe('typedAnswer', () => {
  it('takes yes and no as answers to a question', () => {
    expect(typedAnswer(' Yes! ', [confirm])).toEqual({ confirmationId: a, accept: true })
    expect(typedAnswer('never mind', [confirm])).toEqual({ confirmationId: a, accept: false })
    expect(typedAnswer('yes, and buy milk', [confirm])).toBeNull()
    expect(typedAnswer('yes', [])).toBeNull()
  })

  it('takes a number or place as a choice', () => {
    expect(typedAnswer('2', [choose])?.confirmationId).toBe(b)
    expect(typedAnswer('the first one', [choose])?.confirmationId).toBe(a)
    expect(typedAnswer('last', [choose])?.confirmationId).toBe(b)
    expect(typedAnswer('no', [choose])).toEqual({ confirmationId: a, accept: false })
    expect(typedAnswer('7', [choose])).toBeNull()
    expect(typedAnswer('yes', [choose])).toBeNull()
  })
})
