import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Plan, planSchema } from './plan.ts'
import { referenceContext } from './testing/plan-text.ts'
import { understand } from './understand.ts'

const words =
  'remind me to call mum tomorrow at 9 every monday and friday until june the 1st of may in 3 days ! # p1 !2 #home : ; , . - / " 12 30 am pm half past before after next this last week month other 2nd change delete move it done snooze for from to on by daily weekly noon tonight \n @ \' s ( ) 8 : 30 2026-11-24 24.12. every! 0 99999999999 w/ 29 february and tagged note: // postpone rename by later earlier back mark as it them due eod sometime week before christmas buy'.split(
    ' ',
  )
const sentence = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((picked) => picked.join(' '))
const text = fc.oneof(
  sentence,
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

/** Repetition more often than daily is passed on to be refused with its reason. */
const isTooFrequent = (plan: Plan) => /FREQ=(HOURLY|MINUTELY)/.test(JSON.stringify(plan))

describe('any text', () => {
  it('gives a valid plan with spans in order and inside the text', () => {
    fc.assert(
      fc.property(text, (message) => {
        const plan = understand(message, referenceContext)
        if (!isTooFrequent(plan)) {
          const parsed = planSchema.safeParse(plan)
          expect(parsed.error?.issues ?? [], JSON.stringify(plan)).toEqual([])
        }
        let end = 0
        for (const span of plan.spans) {
          expect(span.start).toBeGreaterThanOrEqual(end)
          expect(span.end).toBeGreaterThan(span.start)
          end = span.end
        }
        expect(end).toBeLessThanOrEqual(message.length)
      }),
      { numRuns: 3_000 },
    )
  })

  it('means the same whenever it is read', () => {
    fc.assert(
      fc.property(sentence, (message) => {
        expect(understand(message, referenceContext)).toEqual(understand(message, referenceContext))
      }),
    )
  })
})

/** Processor milliseconds of the fastest of a few runs: a busy machine only ever adds time. */
function fastest(message: string): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < 5; run++) {
    const begin = process.cpuUsage()
    understand(message, referenceContext)
    const { user, system } = process.cpuUsage(begin)
    best = Math.min(best, (user + system) / 1_000)
  }
  return best
}

describe('long text takes time in proportion to its length', () => {
  const pieces = [
    'a ',
    'monday ',
    'mon, ',
    'every 2 ',
    '1 ',
    '1st and ',
    'for the next ',
    'in 3 ',
    'at ',
    'remind me to ',
    '"',
    '#a ',
    "don ' t ",
    '(',
    '- x\n',
    'x;',
    '1:',
    'a@',
    'i need to ',
    'buy milk. ',
    'call tomorrow and pay friday ',
    'mark the ',
    'add a note ',
    'tagged a and ',
    '// ',
    'list:\n- x\n',
    'the day before ',
    'postpone by 2 ',
    '1 day and ',
  ]
  it.each(pieces)('%j', (piece) => {
    const long = piece.repeat(10_000 / piece.length)
    const quarter = fastest(long.slice(0, 2_500))
    const whole = fastest(long)
    // Four times the text; a quadratic step would take sixteen times as long.
    expect(whole).toBeLessThan(Math.max(quarter * 10, 60))
  })
})
