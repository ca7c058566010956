import type { TaskFilter } from '../task-input.ts'
import { doesThing } from './done-thing.ts'
import { filterOf } from './filter.ts'
import { questionWords } from './frames.ts'
import { ownThings } from './own-things.ts'
import { phrases, toWords } from './phrase.ts'
import type { Moment } from './piece.ts'
import type { Command, LanguageContext } from './plan.ts'
import { isTaskNoun, nameOf, referenceOf } from './reference.ts'
import type { Scan } from './scan.ts'
import { at, type Token } from './tokens.ts'

type Input = { text: string; scan: Scan; now: Moment; context: LanguageContext; question: boolean }

const showing = phrases([
  'show|list|display|view|read|give|send|print (me|us|out|off)? (all|a list of)?',
  'let me|us (see|know|hear|check)',
  'tell|brief|update|inform (me|us) (about|of|on|if|when|what|whether|how)?',
  'i (want to|wanna|need to|would like to) (see|view|know|check|hear)',
  '(see|check|look at|pull up|bring up|open|read|review|get|fetch|find|search) (for|me|up|out|in|through)?',
  "(i'll|i will) need a display (showing|of)?",
  'look for',
  'in (my)? reminders|tasks|alarms',
  '(is|are) there (anything|something|any)',
  'any|all|my|what|which|only|just|the',
])
const counting = phrases(['how many|much', 'count', 'number of', 'the number of', 'what (number|count) of'])
const asksTime = phrases([
  "when is|are|was|were|does|do|will|'s (my|the|our)?",
  "when's",
  'what time|day|date|times (is|are|was|does|do|will)?',
  'how long|soon|much time (is|left|until|till|before)? (left)?',
  'at what time',
  'where is|are|was',
])
const listWords = new Set(
  'overdue due scheduled planned agenda todo to-do list plate schedule pending undated unscheduled important critical tasks reminders alarms urgent upcoming outstanding unfinished remaining left completed finished done finish accomplish'.split(
    ' ',
  ),
)
const selfWords = new Set("i my me mine we our i've".split(' '))
const noise = new Set(
  "show list display view read give send print me us all a of let see know hear check tell brief update inform about on if when what whether how i want wanna need to would like look at pull up bring open review get fetch find search for out in through any my which only just the many much count number is are was were does do did will what's when's where time day date times long soon left until till before have has had there set you please that be go going goes off so far ? . , ! any some still there's currently got here your with regarding related and it today's due scheduled planned agenda todo to-do schedule plate tagged labeled labelled without upcoming next last more anything something things stuff can could i've we our an need should must coming these those each every phone display showing detail details location happening included hours minutes minute hour list containing contain contains mention mentions mentioning include includes including between task tasks reminder reminders alarm alarms alert alerts item items todos up till now from or 'd i'd how's else kind type sort who whom whose where why at as".split(
    ' ',
  ),
)

/** A question about tasks: a list of them, their number, or one task's time. Null where the clause asks for something else. */
export function listCommand(input: Input): Command | null {
  const { scan, text, now, context } = input
  if (scan.found.some((item) => item.kind === 'date' && item.when.clocks.length > 0) && scan.rest.length === 0)
    return null
  const whole = wholeQuestion(scan)
  if (whole !== null) return { kind: 'list', filter: whole, sort: 'due', count: false }
  const words = toWords(scan.rest)
  const things = thingsOf(input)
  if (things !== null) return things
  const first = at(scan.rest, 0).word
  const asked = questionWords.has(first) && !doesThing(scan.rest)
  if (/^(why|who|whose)$/.test(first)) return null
  const nouns = scan.rest.some(
    (token) =>
      isTaskNoun(token.word) &&
      token.word !== 'one' &&
      token.word !== 'thing' &&
      token.word !== 'things' &&
      token.word !== 'event' &&
      token.word !== 'events',
  )
  const own = scan.rest.some((token) => selfWords.has(token.word))
  const { filter, used } = filterOf(scan, now, context.timeZone)
  const marked = Object.keys(filter).length > 0
  const listed = scan.rest.some((token) => listWords.has(token.word))
  const count = counting(words) > 0
  const shows = showing(words) > 0 || asked || count || input.question
  if (!asked && !count && /^(set|create|make|add|put|remind|i)$/.test(first) && !/^i$/.test(first)) return null
  const timed = /^(what|at)$/.test(first) && scan.rest.some((token) => /^(the|my)$/.test(token.word))
  if (asksTime(words) > 0 && (nouns || own || timed || /^(when|when's)$/.test(first)))
    return timeOf(input, words.tokens)
  const relevant =
    nouns ||
    (asked && listed && (own || marked || scan.rest.length <= 5)) ||
    (asked && own && marked && mentionsDoing(scan.rest))
  const bare =
    !asked &&
    (isBareList(scan, nouns, marked) ||
      (showing(words) > 0 &&
        marked &&
        contentOf(scan.rest, used).length === 0 &&
        (filter.due === 'overdue' || filter.priority !== undefined || filter.tagsAll !== undefined)))
  const wondering = nextThing(words)
  const searched = first === 'search' && scan.rest.length > 1 && scan.rest.length <= 6
  const urgent = asked && filter.priority !== undefined && contentOf(scan.rest, used).length === 0
  const shortQuestion =
    asked &&
    marked &&
    /^what/.test(first) &&
    scan.rest.every((token) => plainQuestion.has(token.word) || used.has(token))
  if (!(shows && relevant) && !bare && !shortQuestion && !searched && !urgent && wondering === 0) return null
  if (asked && nouns && !own && !marked && !count && scan.rest.length > 12) return null
  const search = searchOf(text, scan.rest, used)
  return {
    kind: 'list',
    filter: {
      ...(filter.status === undefined && filter.completed === undefined ? { status: ['open'] } : {}),
      ...filter,
      ...(search === '' ? {} : { search }),
    },
    sort: 'due',
    count,
  }
}

/** "show me my meetings this friday", "what do I have coming up". */
function thingsOf({ scan, now, context }: Input): Command | null {
  const things = ownThings(toWords(scan.rest.filter((token) => token.kind !== 'mark')))
  if (things === null) return null
  const { filter } = filterOf(scan, now, context.timeZone)
  const search = things === '' ? {} : { search: things }
  return { kind: 'list', filter: { status: ['open'], ...filter, ...search }, sort: 'due', count: false }
}

/** Whole questions that name no property: what is open, or what is due today. */
const everything = phrases([
  '(show|list|view|see|display|give) (me)? (all|everything|(everything i have)|((my|the|a)? (whole|full|entire)? list))',
  '(all|everything|list)',
  "(what|what's|whats) (is|are)? (all)? (on)? (my|the) (whole|full)? list",
])
const ownDay = phrases([
  "(what's|whats|how's|hows|(what (is|does))|(how (is|does))) (my|the|today's) day (look|looking|going)? (to)? (like)?",
  "(what's|whats|how's|hows) today (look|looking)? (like)?",
])
const ownWeek = phrases([
  "(what's|whats|how's|hows|(what (is|does))|(how (is|does))) (my|the|this) week (look|looking)? (like)?",
])

/** The filter of such a question; null where the clause is none. */
function wholeQuestion(scan: Scan): TaskFilter | null {
  const tokens = scan.rest.filter((token) => token.kind !== 'mark')
  if (tokens.length === 0 || tokens.length > 9 || scan.found.length > 0) return null
  const words = toWords(tokens)
  if (ownDay(words) === tokens.length) return { status: ['open'], due: 'today' }
  if (ownWeek(words) === tokens.length) return { status: ['open'], due: 'week' }
  return everything(words) === tokens.length ? { status: ['open'] } : null
}

const nextThing = phrases([
  'what (should|do|must|can) i (need to|have to)? do (next|now|first)? (?)?',
  "(what's|what is|whats) next (?)?",
])

const plainQuestion = new Set(
  "what what's whats is are on for up due do i have we my left next happening planned the ? in to coming about anything there".split(
    ' ',
  ),
)

const mentionsDoing = (tokens: readonly Token[]) =>
  tokens.some((token) => /^(do|have|on|anything|something|scheduled|planned|due|next)$/.test(token.word))

const contentOf = (tokens: readonly Token[], used: ReadonlySet<Token>) =>
  tokens.filter(
    (token) => token.kind !== 'mark' && !noise.has(token.word) && !questionWords.has(token.word) && !used.has(token),
  )

/** "overdue tasks", "high priority #work this week", "reminders for Roxy please". */
function isBareList(scan: Scan, nouns: boolean, marked: boolean): boolean {
  const first = at(scan.rest, 0).word
  if (/^(i|we|i'll|i'm)$/.test(first)) return false
  if (!nouns && scan.found.some((item) => item.kind === 'date' && item.when.repeat !== null)) return false
  if (scan.rest.every((token) => listWords.has(token.word) || noise.has(token.word)) && (marked || nouns)) {
    const hasDate = scan.found.some((item) => item.kind === 'date')
    return !scan.rest.some((token) => /^(reminder|alarm|task|alert)$/.test(token.word)) || !hasDate
  }
  return nouns && /^(reminders|alarms|tasks|todos)$/.test(first) && !/^(to)$/.test(at(scan.rest, 1).word)
}

function searchOf(text: string, tokens: readonly Token[], used: ReadonlySet<Token>): string {
  const content = contentOf(tokens, used)
  const from = content[0]
  const last = content.at(-1)
  if (from === undefined || last === undefined) return ''
  const inside = tokens.filter(
    (token) => token.start >= from.start && token.end <= last.end && !isTaskNoun(token.word) && !used.has(token),
  )
  return nameOf(text, inside).slice(0, 200)
}

/** "when is the dentist", "what time is my next alarm": one task's time. */
function timeOf(input: Input, tokens: readonly Token[]): Command {
  const { text, scan, now, context } = input
  const { filter } = filterOf(scan, now, context.timeZone)
  const content = contentOf(tokens, new Set())
  const from = content[0]
  const last = content.at(-1)
  const inside =
    from === undefined || last === undefined
      ? []
      : tokens.filter((token) => token.start >= from.start && token.end <= last.end)
  return { kind: 'get', target: referenceOf(text, inside, filter) }
}
