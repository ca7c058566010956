import { describe, expect, it } from 'vitest'
import { piecesOf, rangesAfterEdit } from './text-ranges.ts'

describe('ranges after an edit', () => {
  const text = 'call mum tomorrow at 9'
  const tomorrow = { start: 9, end: 17 }
  it.each([
    ['call mum tomorrow at 9!', [tomorrow]],
    ['please call mum tomorrow at 9', [{ start: 16, end: 24 }]],
    ['mum tomorrow at 9', [{ start: 4, end: 12 }]],
    ['call mum tomorow at 9', []],
    ['call mum tomorrow', [tomorrow]],
    ['', []],
    [text, [tomorrow]],
  ])('in %j follow their text, or are gone with it', (after, ranges) => {
    expect(rangesAfterEdit(text, after, [tomorrow])).toEqual(ranges)
  })

  it('stay in place where text is added right beside them', () => {
    expect(rangesAfterEdit('a today b', 'a x today y b', [{ start: 2, end: 7 }])).toEqual([])
    expect(rangesAfterEdit('a today b', 'a today y b', [{ start: 2, end: 7 }])).toEqual([{ start: 2, end: 7 }])
    expect(rangesAfterEdit('a today b', 'a x today b', [{ start: 2, end: 7 }])).toEqual([{ start: 4, end: 9 }])
  })
})

it('cuts a text at its spans without losing any of it', () => {
  const text = 'call mum tomorrow #home'
  const spans = [
    { start: 18, end: 23 },
    { start: 9, end: 17 },
    { start: 10, end: 20 },
    { start: 20, end: 90 },
  ]
  const pieces = piecesOf(text, spans)
  expect(pieces.map((piece) => piece.text)).toEqual(['call mum ', 'tomorrow', ' ', '#home'])
  expect(pieces.map(({ span }) => span !== null)).toEqual([false, true, false, true])
  expect(piecesOf(text, []).map((piece) => piece.text)).toEqual([text])
  expect(piecesOf('', spans)).toEqual([])
})
