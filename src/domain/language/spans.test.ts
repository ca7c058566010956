import { describe, expect, it } from 'vitest'
import { referenceContext } from './testing/plan-text.ts'
import { understand } from './understand.ts'

const spansOf = (text: string) =>
  understand(text, referenceContext).spans.map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`)

describe('spans of what was understood', () => {
  it.each([
    ['call mum tomorrow at 9', ['date tomorrow at 9']],
    ['Water plants every Monday at 9 #home !2', ['recurrence every Monday at 9', 'tag #home', 'priority !2']],
    ['remind me on Friday to pay rent', ['date on Friday']],
    ['dentist on friday at 3pm, remind me 30 minutes before', ['date on friday at 3pm', 'reminder 30 minutes before']],
    ["move tomorrow's meeting to 4pm", ['date tomorrow', 'date to 4pm']],
    ['show my tasks for next week', ['date for next week']],
    ['show my alarms on Fridays', ['date on Fridays']],
    ['call the bank asap', ['priority asap']],
    ['buy milk\nnot the 2 % one', []],
    ['- call Bob tomorrow\n- pay rent friday', ['date tomorrow', 'date friday']],
    ['is it going to rain tomorrow?', []],
  ])('%j', (text, spans) => {
    expect(spansOf(text)).toEqual(spans)
  })
})
