import fc from 'fast-check'
import { frequencies, weekdayCodes } from './rule-parts.ts'

// For property tests: rules and starts that meet often at the ends of months, leap days and ordinals.

const join = (items: fc.Arbitrary<string | number>, maxLength: number) =>
  fc.uniqueArray(items, { minLength: 1, maxLength }).map((list) => list.sort().join())
const signed = (max: number) => fc.integer({ min: -max, max }).filter((number) => number !== 0)
const code = fc.constantFrom(...weekdayCodes)
/** The part, or in half of the rules none. */
const maybe = (value: fc.Arbitrary<string>) => fc.option(value, { nil: '', freq: 2 })

const numbered = fc.tuple(signed(5), code).map((pair) => pair.join(''))
const weekdays = fc.oneof(join(code, 5), join(numbered, 3))

// One sign at a time, and from the end only the last: see reference.test.ts for what the other implementation gets wrong.
const position = fc.oneof(join(fc.integer({ min: 1, max: 6 }), 2), fc.constant('-1'))

/** RRULE values of every supported part; some are refused or never come up. */
export const arbitraryRule: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...frequencies).map((frequency) => `FREQ=${frequency}`),
    maybe(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 60 })).map((n) => `INTERVAL=${n}`)),
    maybe(join(fc.integer({ min: 1, max: 12 }), 4).map((list) => `BYMONTH=${list}`)),
    maybe(join(fc.oneof(signed(31), fc.constantFrom(29, 30, 31, -1)), 4).map((list) => `BYMONTHDAY=${list}`)),
    maybe(weekdays.map((list) => `BYDAY=${list}`)),
    maybe(position.map((list) => `BYSETPOS=${list}`)),
    maybe(code.map((day) => `WKST=${day}`)),
    maybe(
      fc.oneof(
        fc.integer({ min: 1, max: 40 }).map((count) => `COUNT=${count}`),
        fc.constantFrom('UNTIL=20280229', 'UNTIL=20300630T120000'),
      ),
    ),
  )
  .map((pieces) => pieces.filter((piece) => piece !== '').join(';'))

export const arbitraryDate: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('2024-02-29', '2026-01-31', '2026-12-31'),
  fc.integer({ min: 0, max: 4_000 }).map((day) => new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10)),
)

export const arbitraryTime: fc.Arbitrary<string | null> = fc.option(fc.constantFrom('00:00', '09:30', '23:59'))
