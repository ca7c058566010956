import { describe, expect, it } from 'vitest'
import { isoDay } from './calendar.ts'
import { createRequests } from './create-requests.ts'
import { taskVerbs } from './frames.ts'
import { holidayNames, nextHoliday } from './holiday.ts'
import { meaningOf, respell } from './lexicon.ts'
import { momentOf } from './moment.ts'
import { spellings } from './spelling.ts'
import { meaning, referenceContext } from './testing/plan-text.ts'

const { today } = momentOf(referenceContext)

describe('every word of the tables is understood', () => {
  it.each(createRequests.map(([, example, means]) => [example, means]))('request %j', (example, means) => {
    expect(meaning(example)).toBe(means)
  })

  // "do the …" needs more than that to be no question.
  it.each([...taskVerbs].filter((verb) => verb !== 'do'))('%s … is a task', (verb) => {
    expect(meaning(`${verb} the blue boxes friday`)).toMatch(/^"[^|]*", 2026-11-27|^update|^complete|^delete/)
  })

  it.each(holidayNames)('%s', (name) => {
    expect(meaning(`buy a gift for ${name}`)).toBe(`"buy a gift", ${isoDay(nextHoliday(name, today) ?? 0)}`)
  })

  it('spellings lead to words that are known and are no such word themselves', () => {
    for (const [spelling, word] of spellings) {
      expect(respell(word), spelling).toBe(word)
      expect(Object.keys(meaningOf(spelling)), spelling).toEqual([])
    }
  })

  it.each(['tmrw', '2moro', 'tommorow', 'tomorow', 'tmr', 'tomoz'])('%s is tomorrow', (word) => {
    expect(meaning(`call mum ${word}`)).toBe('"call mum", 2026-11-24')
  })
})
