import { at, type Token } from './tokens.ts'

/** A time of day. `vague`: written without am or pm and below 13, so the half of the day is still open. */
export type Clock = { minutes: number; vague: boolean }
/** `bare`: no more than a number ("at 5", "0630"), so it counts only where a time is expected. */
export type ClockMatch = { end: number; clock: Clock; bare: boolean; until?: Clock }

const minutesOf = (hour: number, minute: number) => hour * 60 + minute

type Half = { end: number; half: 'am' | 'pm' } | null

/** "am", "p.m.", "P . M .", "a" glued to its number, "in the morning", "at night". */
export function matchHalf(tokens: readonly Token[], index: number): Half {
  const token = at(tokens, index)
  if (token.word === 'am' || token.word === 'pm') return { end: index + 1, half: token.word }
  if (token.word === 'a' || token.word === 'p') {
    const dotted = at(tokens, index + 1).word === '.' && at(tokens, index + 2).word === 'm'
    const half = token.word === 'a' ? 'am' : 'pm'
    if (dotted) return { end: index + (at(tokens, index + 3).word === '.' ? 4 : 3), half }
    if (at(tokens, index + 1).word === 'm') return { end: index + 2, half }
    if (token.glued) return { end: index + 1, half }
    return null
  }
  let next = index
  if (token.word === 'in' || token.word === 'at') next++
  if (next > index && at(tokens, next).word === 'the') next++
  const inThe = at(tokens, next).word
  if (next > index && (inThe === 'am' || inThe === 'pm')) return { end: next + 1, half: inThe }
  const part = next > index ? at(tokens, next).meaning.part : undefined
  // "in the mornings" is a repetition, and says more than am.
  if (/s$/.test(at(tokens, next).word)) return null
  if (part === 'morning') return { end: next + 1, half: 'am' }
  if (part === 'afternoon' || part === 'evening' || (part === 'night' && token.word === 'at'))
    return { end: next + 1, half: 'pm' }
  return null
}

function withHalf(hour: number, minute: number, half: 'am' | 'pm'): Clock | null {
  if (hour > 12 && half === 'pm' && hour < 24) return { minutes: minutesOf(hour, minute), vague: false }
  if (hour < 1 || hour > 12) return null
  return { minutes: minutesOf((hour % 12) + (half === 'pm' ? 12 : 0), minute), vague: false }
}

function withoutHalf(hour: number, minute: number, padded = false): Clock | null {
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null
  return { minutes: minutesOf(hour % 24, minute), vague: hour >= 1 && hour <= 12 && !padded }
}

const finish = (tokens: readonly Token[], end: number, [hour, minute]: [number, number]): ClockMatch | null => {
  const half = matchHalf(tokens, end)
  const clock = half === null ? null : withHalf(hour, minute, half.half)
  return half === null || clock === null ? null : { end: half.end, clock, bare: false }
}

/** "o'clock", "oclock", "o ' clock", "sharp". */
function skipOclock(tokens: readonly Token[], index: number): number {
  const word = at(tokens, index).word
  if (word === 'oclock') return index + 1
  if (word !== 'o' && word !== "o'clock" && word !== "o'") return index
  if (word === "o'clock") return index + 1
  for (let next = index + 1; next <= index + 2; next++) {
    const found = at(tokens, next).word
    if (found === 'clock') return next + 1
    if (found !== "'") return index
  }
  return index
}

function matchDigits(tokens: readonly Token[], index: number): ClockMatch | null {
  const hour = at(tokens, index)
  if (hour.digits > 4) return null
  if (hour.digits <= 2) {
    const mark = at(tokens, index + 1)
    const minute = at(tokens, index + 2)
    const separated = mark.word === ':' || mark.word === '.' || (mark.word === 'h' && mark.glued && minute.glued)
    if (separated && minute.digits === 2 && minute.value < 60) {
      const half = finish(tokens, index + 3, [hour.value, minute.value])
      if (half !== null) return half
      const clock = withoutHalf(hour.value, minute.value, hour.digits === 2 && hour.value < 10)
      // Seconds of "17:30:00".
      const seconds =
        at(tokens, index + 3).word === ':' && at(tokens, index + 3).glued && at(tokens, index + 4).digits === 2
      const end = skipOclock(tokens, seconds ? index + 5 : index + 3)
      if (at(tokens, end).word === '.' && mark.word === '.' && at(tokens, end + 1).glued) return null
      return clock === null ? null : { end, clock, bare: mark.word === '.' }
    }
    if (mark.word === 'h' && mark.glued && hour.value <= 24) {
      const clock = withoutHalf(hour.value, 0, true)
      return clock === null ? null : { end: index + 2, clock, bare: true }
    }
  }
  const compact = hour.digits > 2
  const whole = compact ? Math.floor(hour.value / 100) : hour.value
  const minute = compact ? hour.value % 100 : 0
  if (minute > 59) return null
  const half = finish(tokens, index + 1, [whole, minute])
  if (half !== null) return half
  const oclock = skipOclock(tokens, index + 1)
  if (oclock > index + 1 && !compact) {
    const late = finish(tokens, oclock, [whole, 0])
    const clock = withoutHalf(whole, 0)
    return late ?? (clock === null ? null : { end: oclock, clock, bare: false })
  }
  const spaced = spacedMinutes(tokens, index)
  if (spaced !== null) return spaced
  const clock = withoutHalf(whole, minute, hour.word.startsWith('0'))
  const dash = at(tokens, index + 1).word === '-' ? index + 2 : index + 1
  if (clock !== null && at(tokens, dash).word === 'ish') return { end: dash + 1, clock, bare: false }
  if (clock !== null && compact && /^(h|hrs|hours)$/.test(at(tokens, index + 1).word))
    return { end: index + 2, clock: { ...clock, vague: false }, bare: false }
  return clock === null ? null : { end: index + 1, clock, bare: true }
}

/** "at 3 15": an hour and minutes apart from each other. */
function spacedMinutes(tokens: readonly Token[], index: number): ClockMatch | null {
  const [hour, minute] = [at(tokens, index), at(tokens, index + 1)]
  const led = /^(at|@)$/.test(at(tokens, index - 1).word)
  if (!led || hour.digits > 2 || minute.digits !== 2 || minute.glued || minute.value < 10 || minute.value > 59)
    return null
  const clock = withoutHalf(hour.value, minute.value)
  return (
    finish(tokens, index + 2, [hour.value, minute.value]) ??
    (clock === null ? null : { end: index + 2, clock, bare: true })
  )
}

/** "half past three", "quarter to 5", "ten past four", "10 minutes to midnight". */
function matchSpokenMinutes(tokens: readonly Token[], index: number): ClockMatch | null {
  let next = at(tokens, index).word === 'a' ? index + 1 : index
  const token = at(tokens, next)
  const tens = matchMinuteWords(tokens, next)
  const amount =
    token.word === 'half'
      ? 30
      : token.word === 'quarter'
        ? 15
        : tens.end > next + 1
          ? tens.value
          : (token.meaning.cardinal ?? (token.digits <= 2 ? token.value : Number.NaN))
  if (!(amount > 0 && amount < 60)) return null
  next = Math.max(next + 1, tens.end)
  const british = token.word === 'half' && at(tokens, index - 1).word === 'at' ? matchHalfHour(tokens, next) : null
  if (british !== null) return british
  if (at(tokens, next).meaning.unit === 'minute') next++
  const direction = at(tokens, next).word
  const past = direction === 'past' || (direction === 'after' && token.kind === 'word')
  if (!past && direction !== 'to' && direction !== 'till') return null
  const hour = at(tokens, next + 1)
  const part = hour.meaning.part
  const base =
    part === 'midnight'
      ? 24
      : part === 'noon'
        ? 12
        : (hour.meaning.cardinal ?? (hour.digits <= 2 && hour.digits > 0 ? hour.value : Number.NaN))
  if (
    !(base >= 1 && base <= 24) ||
    (!past && token.kind === 'number' && part === undefined && at(tokens, next - 1).meaning.unit === undefined)
  ) {
    return null
  }
  const shifted = (minutes: number) => (minutes + (past ? amount : -amount) + 1440) % 1440
  if (part !== undefined) return { end: next + 2, clock: { minutes: shifted(base * 60), vague: false }, bare: false }
  const half = finish(tokens, next + 2, [base, 0])
  if (half !== null) return { ...half, clock: { minutes: shifted(half.clock.minutes), vague: false } }
  const oclock = skipOclock(tokens, next + 2)
  return { end: oclock, clock: { minutes: shifted(base * 60), vague: base <= 12 }, bare: false }
}

/** "at half three" is half past. */
function matchHalfHour(tokens: readonly Token[], index: number): ClockMatch | null {
  const hour = at(tokens, index)
  const value = hour.meaning.cardinal ?? (hour.digits <= 2 ? hour.value : Number.NaN)
  if (!(value >= 1 && value <= 12) || at(tokens, index + 1).meaning.unit !== undefined) return null
  return (
    finish(tokens, index + 1, [value, 30]) ?? {
      end: index + 1,
      clock: { minutes: value * 60 + 30, vague: true },
      bare: false,
    }
  )
}

/** "thirty", "fifty nine", "-twenty-three", "oh five" after an hour; 0 where no minutes follow. */
function matchMinuteWords(tokens: readonly Token[], index: number): { end: number; value: number } {
  const start = at(tokens, index).word === '-' ? index + 1 : index
  const ones = (place: number) => {
    const value = at(tokens, place).meaning.cardinal ?? 0
    return value < 10 ? value : 0
  }
  if (/^(oh|o|zero)$/.test(at(tokens, start).word) && ones(start + 1) > 0)
    return { end: start + 2, value: ones(start + 1) }
  const tens = at(tokens, start).meaning.cardinal ?? 0
  if (tens < 10 || tens >= 60) return { end: index, value: 0 }
  const next = at(tokens, start + 1).word === '-' ? start + 2 : start + 1
  return tens >= 20 && ones(next) > 0 ? { end: next + 1, value: tens + ones(next) } : { end: start + 1, value: tens }
}

function matchWords(tokens: readonly Token[], index: number): ClockMatch | null {
  const { meaning } = at(tokens, index)
  if (at(tokens, index).word === 'lunch' && at(tokens, index + 1).word === 'time')
    return { end: index + 2, clock: { minutes: 720, vague: false }, bare: true }
  if (meaning.part === 'noon' || meaning.part === 'midnight') {
    return { end: index + 1, clock: { minutes: meaning.part === 'noon' ? 720 : 0, vague: false }, bare: false }
  }
  const hour = meaning.cardinal
  if (hour === undefined || hour > 12) return null
  const { end, value: minute } = matchMinuteWords(tokens, index + 1)
  const half = finish(tokens, end, [hour, minute])
  if (half !== null) return half
  const clock = withoutHalf(hour, minute)
  if (clock === null) return null
  const oclock = skipOclock(tokens, end)
  return { end: oclock, clock, bare: oclock === end }
}

function matchOne(tokens: readonly Token[], index: number): ClockMatch | null {
  const token = at(tokens, index)
  if (token.opaque) return null
  const spoken = matchSpokenMinutes(tokens, index)
  if (spoken !== null) return spoken
  if (token.word === 'mid' && at(tokens, index + 1).word === 'day')
    return { end: index + 2, clock: { minutes: 720, vague: false }, bare: false }
  if (token.word === '12' && at(tokens, index + 1).meaning.part === 'noon') return matchWords(tokens, index + 1)
  return token.kind === 'number' ? matchDigits(tokens, index) : matchWords(tokens, index)
}

const rangeMarks = new Set(['-', '–', '—', 'to', 'until', 'till', 'til'])

/** A time of day or a range of them ("8 - 10 AM", "2pm to 3pm", "between 3 and 5 pm") at `index`. */
export function matchClock(
  tokens: readonly Token[],
  index: number,
  { ranges = true }: { ranges?: boolean } = {},
): ClockMatch | null {
  const between = at(tokens, index).word === 'between'
  const begin = between || at(tokens, index).word === 'from' ? index + 1 : index
  const first = matchOne(tokens, begin)
  if (first === null) return null
  const mark = at(tokens, first.end).word
  const dashed = rangeMarks.has(mark) && (ranges || mark !== 'to')
  const second = dashed || (between && mark === 'and') ? matchOne(tokens, first.end + 1) : null
  if (second === null || (first.bare && second.bare && begin === index)) return begin === index ? first : null
  let from = first.clock
  let until = second.clock
  if (from.vague && !until.vague) {
    const late = (from.minutes % 720) + 720
    from = { minutes: until.minutes >= 720 && late < until.minutes ? late : from.minutes, vague: false }
  }
  if (until.vague && !from.vague) {
    until = {
      minutes: until.minutes < from.minutes && until.minutes + 720 < 1440 ? until.minutes + 720 : until.minutes,
      vague: false,
    }
  }
  return { end: second.end, clock: from, bare: first.bare && second.bare, until }
}
