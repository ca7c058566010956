import { escaped, expressionOf, split } from './phrase.ts'
import { isPluralNoun, isTaskNoun } from './reference.ts'
import type { Found, Scan } from './scan.ts'
import { at, type Token } from './tokens.ts'

/**
 * A clause as patterns of commands see it: what was understood in it stands as one word in its place (`‹date›`,
 * `‹to›` for a date after "to" or "until", `‹priority›`, `‹tag›`, `‹lead›`, `‹shift›`), so that a pattern can name it.
 */
export type Line = { tokens: readonly Token[]; founds: ReadonlyMap<Token, Found> }

/** What a pattern's slots hold, and what was understood outside of them. */
export type Filled = { task: readonly Token[] | null; text: readonly Token[] | null; outside: Found[]; inside: Found[] }

export type Pattern = { starts: readonly string[] | null; fill: (line: Line) => Filled | null }

/** Longer clauses are no commands; patterns would only cost time. */
const longestLine = 48

const placeholder = (item: Found): string => {
  if (item.kind !== 'date') return `‹${item.kind}›`
  return /^(to|as|until|till|til)$/.test(item.when.lead) ? '‹to›' : '‹date›'
}

/** The tokens left over, with one word for each thing understood; marks at the end are left out. */
export function lineOf({ tokens, found, rest }: Scan): Line {
  const founds = new Map<Token, Found>()
  const all = [...rest]
  for (const item of found) {
    const first = at(tokens, item.from)
    const token: Token = { ...first, kind: 'word', word: placeholder(item), raw: '', end: at(tokens, item.end - 1).end }
    founds.set(token, item)
    all.push(token)
  }
  all.sort((a, b) => a.start - b.start)
  while (/^[.!?,;]$/.test(all.at(-1)?.word ?? '')) all.pop()
  return { tokens: all.length > longestLine ? [] : all, founds }
}

const number = '(?:number |no |nr |# ?|task |item |reminder )*\\d+'
const reference = [
  'it',
  '(?:all|both|each|any) (?:of )?(?:it|them|these|those)',
  '(?:this|that|these|those|them|both)(?: (?:one|ones|task|tasks|item|items|thing|reminder|reminders|alarm|both|all))?',
  `${number}(?: (?:,|and|&|,|-|to) (?:and )?${number})*`,
  'the (?:first|second|third|fourth|fifth|last|latest|next|previous|other) (?:one|task|two|three|reminder|item|ones)',
].join('|')

const many = '\\S+(?: \\S+){0,13}?'
const plain = '[^ ‹]+(?: [^ ‹]+){0,13}?'

/** The slots a pattern may have. `task` and the like fill `task`, `text` and `word` fill `text`. */
const slots: Record<
  string,
  { group: 'task' | 'text'; expression: string; fits?: (tokens: readonly Token[]) => boolean }
> = {
  /** Any words, with what was understood in them. */
  task: { group: 'task', expression: many },
  /** Any words in which nothing was understood. */
  name: { group: 'task', expression: plain },
  /** "it", "them", "number 2", "the last one". */
  ref: { group: 'task', expression: reference },
  /** Surely tasks that exist: "the dentist", "my report", "all #work tasks", "it". */
  known: { group: 'task', expression: many, fits: (tokens) => isKnown(tokens) },
  /** Tasks by the word: "all overdue tasks", "the dentist reminder", "it". */
  tasks: { group: 'task', expression: many, fits: (tokens) => isNamedTask(tokens) },
  text: { group: 'text', expression: '\\S+(?: \\S+)*?' },
  word: { group: 'text', expression: '[\\p{L}\\p{N}][^ ‹]*' },
  quoted: { group: 'text', expression: '["“].*["”]' },
}

const isReference = new RegExp(`^(?:${reference})$`, 'u')
const joined = (tokens: readonly Token[]) => tokens.map(({ word }) => word).join(' ')
const isNamedTask = (tokens: readonly Token[]) =>
  isReference.test(joined(tokens)) ||
  /^(all|everything|every|each|both|any|overdue|completed)$/.test(at(tokens, 0).word) ||
  tokens.some(({ word }) => (isTaskNoun(word) || isPluralNoun(word)) && !/^(one|thing|event|entry)s?$/.test(word))
const isKnown = (tokens: readonly Token[]) =>
  (tokens.length > 1 && /^(the|my|our|your|that|this|those|these)$/.test(at(tokens, 0).word)) ||
  (at(tokens, 0).word === '‹date›' && at(tokens, 1).kind === 'word') ||
  isNamedTask(tokens)

/**
 * Compiles a pattern for a whole clause: phrases as in phrase.ts, with slots `<task>`, `<text>` … and `<date>`,
 * `<to>`, `<when>` (either), `<priority>`, `<tag>`, `<lead>`, `<shift>` for what was understood.
 */
export function commandPattern(pattern: string): Pattern {
  const checks: ((tokens: readonly Token[]) => boolean)[] = []
  const expression = new RegExp(`^${expressionOf(pattern, (word) => toWord(word, (fits) => checks.push(fits)))}$`, 'du')
  const [first = ''] = split(pattern, ' ')
  const starts = /^[^<(]+$/.test(first) && !first.endsWith('?') ? first.split('|') : null
  return {
    starts,
    fill: (line) => {
      const match = expression.exec(joined(line.tokens))
      if (match === null) return null
      const task = captured(line, match, 'task')
      const text = captured(line, match, 'text')
      if (task !== null && !checks.every((check) => check(task))) return null
      const within = new Set([...(task ?? []), ...(text ?? [])])
      const of = (wanted: boolean) =>
        [...line.founds].filter(([token]) => within.has(token) === wanted).map(([, item]) => item)
      return { task, text, outside: of(false), inside: of(true) }
    },
  }
}

function captured({ tokens }: Line, match: RegExpExecArray, group: 'task' | 'text'): readonly Token[] | null {
  const range = match.indices?.groups?.[group]
  if (range === undefined) return null
  const [from, to] = range
  const text = match[0]
  const begin = text.slice(0, from).split(' ').length - 1
  return tokens.slice(begin, begin + text.slice(from, to).split(' ').length)
}

function toWord(word: string, check: (fits: (tokens: readonly Token[]) => boolean) => void): string {
  const name = /^<(\w+)>$/.exec(word)?.[1]
  if (name === undefined) return escaped(word)
  if (name === 'when') return '‹(?:to|date)›'
  const slot = Object.hasOwn(slots, name) ? slots[name] : undefined
  if (slot === undefined) return `‹${name}›`
  if (slot.fits !== undefined) check(slot.fits)
  return `(?<${slot.group}>${slot.expression})`
}
