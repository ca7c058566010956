import { readFileSync } from 'node:fs'
import type { Command, Plan, Span } from '../src/domain/language/plan.ts'
import { understand } from '../src/domain/language/understand.ts'

// Scores the parser on the development set (see src/domain/language/testdata/README.md). Rules are found by looking at
// its odd lines only, whose misses `--misses` lists: the even lines tell whether they hold for text not looked at.

type Gold = {
  utterance: string
  intent: string
  todo: string | null
  dates: string
  recurrence: boolean
  repeats: boolean
  /** Has a repetition interval or a duration that the annotation keeps apart from dates. */
  apart: boolean
}
type Slot = { label: string; words: string[]; depth: number; nested: boolean }

const file = new URL('../src/domain/language/testdata/top-reminders.tsv', import.meta.url)
const context = { now: '2026-11-23T08:00:00.000Z', timeZone: 'Europe/Berlin', weekStart: 1 }

/** Intent and slots of a bracketed parse, each with its words. */
function readParse(parse: string): { intents: string[]; slots: Slot[] } {
  const open: Slot[] = []
  const all: Slot[] = []
  const intents: string[] = []
  for (const word of parse.split(' ')) {
    if (word.startsWith('[')) {
      const label = word.slice(1)
      if (label.startsWith('IN:')) {
        intents.push(label.slice(3))
        for (const slot of open) slot.nested = true
      }
      const slot = { label, words: [], depth: open.length, nested: false }
      open.push(slot)
      all.push(slot)
    } else if (word === ']') open.pop()
    else for (const slot of open) slot.words.push(word)
  }
  return { intents, slots: all.filter((slot) => slot.label.startsWith('SL:')) }
}

function groupOf(intent: string): string {
  if (intent.startsWith('CREATE')) return 'create'
  if (intent.startsWith('GET')) return 'list'
  if (intent.startsWith('DELETE')) return 'delete'
  return intent.startsWith('UPDATE') ? 'update' : 'other'
}

const ownGroup = (command: Command): string => {
  if (command.kind === 'get') return 'list'
  return ['create', 'list', 'delete', 'update'].includes(command.kind) ? command.kind : 'other'
}

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
const bare = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(the|a|an|my) /, '')

function readGold(line: string): Gold {
  const [, utterance = '', parse = ''] = line.split('\t')
  const { intents, slots } = readParse(parse)
  const dated = slots.filter((slot) => /^SL:(DATE_TIME|RECURRING_DATE_TIME)/.test(slot.label))
  const outermost = dated.filter(
    (slot) =>
      !dated.some(
        (other) =>
          other !== slot &&
          /RECURRING/.test(other.label) &&
          other.depth < slot.depth &&
          other.words.join(' ').includes(slot.words.join(' ')),
      ),
  )
  const todos = slots.filter((slot) => slot.label === 'SL:TODO')
  const [todo] = todos
  return {
    utterance,
    intent: groupOf(intents[0] ?? ''),
    todo: todos.length === 1 && todo !== undefined && !todo.nested ? todo.words.join(' ') : null,
    dates: outermost.map((slot) => lettersOf(slot.words.join(' '))).join(' '),
    recurrence: slots.some((slot) => /RECURRING|FREQUENCY/.test(slot.label)),
    apart: slots.some((slot) => /PERIOD|DURATION/.test(slot.label)),
    repeats: slots.some((slot) => /RECURRING|FREQUENCY|PERIOD/.test(slot.label)),
  }
}

const ownDates = (text: string, plan: Plan, kinds: readonly string[]) =>
  plan.spans
    .filter((span) => kinds.includes(span.kind))
    .map((span) => lettersOf(text.slice(span.start, span.end)))
    .join(' ')

/** Hits and readings of the even and the odd lines, with what missed on odd ones. */
class Score {
  readonly misses: string[] = []
  readonly hits: [even: number, odd: number] = [0, 0]
  readonly total: [even: number, odd: number] = [0, 0]

  add(hit: boolean, miss: string, half: 0 | 1): void {
    this.total[half]++
    if (hit) this.hits[half]++
    else if (half === 1) this.misses.push(miss)
  }
}

const share = (hits: number, total: number) => `${((100 * hits) / total).toFixed(1).padStart(5)} %`

const nags = (text: string, { start, end, kind }: Span) =>
  kind === 'reminder' && /every|each|hourly/i.test(text.slice(start, end))

const golds = readFileSync(file, 'utf8').trimEnd().split('\n').slice(1).map(readGold)
const scores = {
  intent: new Score(),
  'date span exact': new Score(),
  'date span, no interval apart': new Score(),
  'date span exact, creations': new Score(),
  'recurrence found': new Score(),
  'recurrence absent': new Score(),
  'title exact': new Score(),
  'no invented date': new Score(),
}

for (const [index, gold] of golds.entries()) {
  const half = index % 2 === 0 ? 1 : 0
  const plan = understand(gold.utterance, context)
  const [first] = plan.commands
  if (first === undefined) continue
  // A lead time ("10 minutes before") is a date to the annotation, how often an alarm rings ("every 5 minutes") is not.
  const nagging = plan.spans.some((span) => nags(gold.utterance, span))
  const dates = ownDates(gold.utterance, plan, nagging ? ['date', 'recurrence'] : ['date', 'recurrence', 'reminder'])
  const spot = `${gold.utterance}`
  scores.intent.add(ownGroup(first) === gold.intent, `${gold.intent} not ${first.kind}: ${spot}`, half)
  const same = dates.replaceAll(' ', '') === gold.dates.replaceAll(' ', '')
  scores['date span exact'].add(same, `(${gold.dates}) not (${dates}): ${spot}`, half)
  if (!gold.apart) scores['date span, no interval apart'].add(same, spot, half)
  if (gold.intent === 'create')
    scores['date span exact, creations'].add(same, `(${gold.dates}) not (${dates}): ${spot}`, half)
  const repeats = nagging || plan.spans.some((span) => span.kind === 'recurrence')
  if (gold.recurrence) scores['recurrence found'].add(repeats, spot, half)
  else if (!gold.repeats) scores['recurrence absent'].add(!repeats, spot, half)
  if (gold.dates === '' && !gold.repeats) scores['no invented date'].add(dates === '', `(${dates}): ${spot}`, half)
  if (gold.intent === 'create' && gold.todo !== null) {
    const title = first.kind === 'create' ? first.task.title : ''
    scores['title exact'].add(bare(title) === bare(gold.todo), `(${gold.todo}) not (${title}): ${spot}`, half)
  }
}

console.log(`${' '.repeat(30)} all      looked at  kept apart`)
for (const [name, { hits, total, misses }] of Object.entries(scores)) {
  const [even, odd] = [share(hits[0], total[0]), share(hits[1], total[1])]
  const sum = hits[0] + hits[1]
  const of = total[0] + total[1]
  console.log(`${name.padEnd(29)} ${share(sum, of)}    ${odd}     ${even}   ${sum} of ${of}`)
  if (process.argv.includes('--misses')) for (const miss of misses) console.log(`    ${miss}`)
}

// A first round has warmed the code up; of five readings of each message the fastest counts, as other work on the
// machine only ever adds time.
const times = golds.map(({ utterance }) => {
  let fastest = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5; round++) {
    const begin = process.hrtime.bigint()
    understand(utterance, context)
    fastest = Math.min(fastest, Number(process.hrtime.bigint() - begin) / 1_000)
  }
  return fastest
})
times.sort((a, b) => a - b)
const quantile = (share: number) => (times[Math.floor(share * times.length)] ?? 0).toFixed(0)
console.log(`microseconds a message: median ${quantile(0.5)}, p99 ${quantile(0.99)}`)
