import { describe, expect, it } from 'vitest'
import type { MessagePart } from '../../domain/conversation.ts'
import { focusAfter, focusOf, noFocus } from './focus.ts'

const [a, b, c] = ['a', 'b', 'c'].map((letter) => `019a0000-0000-7000-8000-00000000000${letter}`)
const tasks = (layout: 'cards' | 'list', ...ids: (string | undefined)[]): MessagePart => ({
  type: 'tasks',
  ids: ids.filter((id) => id !== undefined),
  layout,
  more: 0,
})

describe('the focus of a conversation', () => {
  it('follows what was shown last', () => {
    const focus = focusOf([{ parts: [tasks('list', a, b)] }, { parts: [tasks('cards', c)] }, { parts: [] }])
    expect(focus).toEqual({ list: [a, b], it: [c], them: [c] })
  })

  it('takes all of one answer as "them", and the last of it as "it"', () => {
    expect(focusOf([{ parts: [tasks('cards', a), tasks('cards', b)] }])).toEqual({ list: [], it: [b], them: [a, b] })
    const first = focusAfter({ list: [c ?? ''], it: [c ?? ''], them: [c ?? ''] }, [tasks('cards', a)], false)
    expect(focusAfter(first, [tasks('cards', b)], true)).toEqual({ list: [c], it: [b], them: [a, b] })
  })

  it('passes over parts it does not know', () => {
    expect(focusOf([{ parts: [{ type: 'hologram' }] }, { parts: 'nonsense' }])).toEqual(noFocus)
  })
})
