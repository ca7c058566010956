import { describe, expect, it } from 'vitest'
import { referenceContext } from './testing/plan-text.ts'
import { understand } from './understand.ts'

const spansOf = (text: string) =>
  understand(text, referenceContext).spans.map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`)

describe('spans that were taken back', () => {
  const ignoring = (text: string, ...pieces: string[]) => {
    const ignored = pieces.map((piece) => ({ start: text.indexOf(piece), end: text.indexOf(piece) + piece.length }))
    const { commands, spans } = understand(text, { ...referenceContext, ignored })
    const [first] = commands
    return { title: first?.kind === 'create' ? first.task.title : first?.kind, spans: spans.map(({ kind }) => kind) }
  }
  it.each([
    ['call mum tomorrow at 9', ['tomorrow at 9'], 'call mum tomorrow at 9', []],
    ['buy the book Friday Night Lights #home', ['Friday Night'], 'buy the book Friday Night Lights', ['tag']],
    ['water the plants every Monday at 9 #home', ['#home'], 'water the plants #home', ['recurrence']],
    ['read the report on every day life', ['every day'], 'read the report on every day life', []],
    ['pay rent !2 tomorrow', ['!2', 'tomorrow'], 'pay rent !2 tomorrow', []],
  ])('%j without %j', (text, pieces, title, spans) => {
    expect(ignoring(text, ...pieces)).toEqual({ title, spans })
  })

  it('may lie anywhere', () => {
    const ignored = [
      { start: 90, end: 3 },
      { start: 0, end: 10_000 },
    ]
    expect(understand('call mum tomorrow', { ...referenceContext, ignored }).spans).toEqual([])
  })
})

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
