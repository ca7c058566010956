/** One thing the text can go on with. */
export type Option = { insert: string; label: string; hint: string }

/** What stands from `from` to `to` can become one of the options. `firm`: Enter takes one without pointing at it first. */
export type Completion = { from: number; to: number; options: readonly Option[]; firm: boolean }

/** Tags and dates that a word at the caret may be the beginning of. */
export type Known = {
  tags: readonly { tag: string; count: number }[]
  /** What a phrase comes to, such as "Fri 27 Nov"; null where it means nothing. */
  meaningOf: (phrase: string) => string | null
}

const shownAtOnce = 6
const leastLetters = 3
const longestPhrase = 4

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const datePhrases: readonly string[] = [
  'today',
  'tonight',
  'tomorrow',
  'tomorrow morning',
  'tomorrow at 9',
  ...weekdays,
  'in an hour',
  'in 2 hours',
  'in 2 days',
  'in a week',
  'this weekend',
  'next week',
  'next month',
  ...weekdays.map((day) => `next ${day}`),
  'every day',
  'every weekday',
  'every week',
  'every month',
  ...weekdays.map((day) => `every ${day}`),
]
const priorities = [
  { insert: '!1', label: '!1', hint: 'Urgent' },
  { insert: '!2', label: '!2', hint: 'High priority' },
  { insert: '!3', label: '!3', hint: 'Medium priority' },
  { insert: '!4', label: '!4', hint: 'Low priority' },
]

/** What the word, or the words, before the caret can become; null where there is nothing to offer. */
export function completionAt(text: string, caret: number, known: Known): Completion | null {
  // In the middle of a word nothing is missing.
  if (/^[\p{L}\p{N}]/u.test(text.slice(caret))) return null
  const before = text.slice(0, caret)
  return markAt(before, known) ?? dateAt(before, known)
}

function markAt(before: string, { tags }: Known): Completion | null {
  const [, mark = '', begun = ''] = /(?:^|\s)([#!])([\p{L}\p{N}_/-]*)$/u.exec(before) ?? []
  if (mark === '') return null
  const from = before.length - begun.length - 1
  const options =
    mark === '!'
      ? priorities.filter(({ insert }) => insert.startsWith(`!${begun}`) && insert !== `!${begun}`)
      : tags
          .filter(({ tag }) => tag.startsWith(begun.toLowerCase()) && tag !== begun.toLowerCase())
          .map(({ tag, count }) => ({ insert: `#${tag}`, label: `#${tag}`, hint: `${count} open` }))
  return offer(from, before.length, options)
}

function dateAt(before: string, { meaningOf }: Known): Completion | null {
  const words = /(?:^|\s)((?:\S+ ){0,3}\S*)$/.exec(before)?.[1] ?? ''
  const pieces = words.split(' ').slice(-longestPhrase)
  for (let taken = pieces.length; taken > 0; taken--) {
    const begun = pieces.slice(-taken).join(' ').toLowerCase()
    if (begun.length < leastLetters) continue
    const options = datePhrases
      .filter((phrase) => phrase.startsWith(begun) && phrase !== begun)
      .slice(0, shownAtOnce)
      .flatMap((phrase) => {
        const hint = meaningOf(phrase)
        return hint === null ? [] : { insert: phrase, label: phrase, hint }
      })
    if (options.length > 0) return offer(before.length - begun.length, before.length, options)
  }
  return null
}

const offer = (from: number, to: number, options: readonly Option[]): Completion | null =>
  options.length === 0 ? null : { from, to, options: options.slice(0, shownAtOnce), firm: false }
