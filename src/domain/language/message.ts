import { createFrame } from './frames.ts'
import { toWords } from './phrase.ts'
import { at, type Token } from './tokens.ts'

/** One clause of a message, and the lines below it that belong to it. */
export type Item = { tokens: readonly Token[]; notes: string }

/** A message taken into clauses. */
export type Parts = {
  items: Item[]
  /** Each is an item of a list, so it needs no verb. */
  listed: boolean
  /** What stands above a list: "groceries:", "things to do tomorrow". */
  header: readonly Token[]
  /** The line that was taken apart; the items count only if each of them asks for something. */
  line: readonly Token[] | null
}

const bullets = new Set(['-', '*', '•', '–', '—', '+', '·', '◦', '▪'])

function linesOf(tokens: readonly Token[]): Token[][] {
  const lines: Token[][] = [[]]
  for (const token of tokens) {
    if (token.kind === 'break') lines.push([])
    else lines.at(-1)?.push(token)
  }
  return lines.filter((line) => line.length > 0)
}

/** How many tokens of a line are its bullet: "-", "1.", "2)", "[ ]", "- [x]"; 0 for none. */
function bulletLength(line: readonly Token[]): number {
  const length = bullets.has(at(line, 0).word) && line.length > 1 && !at(line, 1).glued ? 1 : 0
  if (at(line, length).word === '[' && at(line, length + 1).word === ']') return length + 2
  if (at(line, length).word === '[' && at(line, length + 2).word === ']') return length + 3
  const numbered =
    at(line, 0).kind === 'number' && at(line, 0).digits <= 2 && /^[.)]$/.test(at(line, 1).word) && at(line, 1).glued
  return length === 0 && numbered && line.length > 2 && !at(line, 2).glued ? 2 : length
}

const alone = (tokens: readonly Token[], notes = ''): Parts => ({
  items: [{ tokens, notes }],
  listed: false,
  header: [],
  line: null,
})

/**
 * Splits lists into their items, clauses at semicolons, and notes from the line they follow. `isTask` tells whether a
 * line is a task by itself: then the list below it is its notes.
 */
export function splitMessage(
  text: string,
  tokens: readonly Token[],
  isTask: (line: readonly Token[]) => boolean,
): Parts {
  const lines = linesOf(tokens)
  const [head = [], ...tail] = lines
  if (lines.length <= 1) return splitLine(text, head)
  const textFrom = (from: readonly Token[] | undefined) => text.slice(at(from ?? [], 0).start).trim()
  const first = lines.findIndex((line) => bulletLength(line) > 0)
  const colon = at(head, head.length - 1).word === ':'
  const asks = createFrame(toWords(head)) === head.length && head.length > 1
  if (first === 1 && !colon && !asks && isTask(head)) return alone(head, textFrom(tail[0]))
  if (first >= 0)
    return { items: itemsOf(text, lines.slice(first)), listed: true, header: lines.slice(0, first).flat(), line: null }
  if (colon || asks)
    return { items: tail.map((line) => ({ tokens: line, notes: '' })), listed: true, header: head, line: null }
  return alone(head, textFrom(tail[0]))
}

/** Bulleted lines; a line without a bullet belongs to the item above it. */
function itemsOf(text: string, lines: readonly (readonly Token[])[]): Item[] {
  const items: Item[] = []
  for (const line of lines) {
    const length = bulletLength(line)
    const last = items.at(-1)
    if (length > 0 || last === undefined) items.push({ tokens: line.slice(length), notes: '' })
    else {
      const said = text.slice(at(line, 0).start, at(line, line.length - 1).end)
      last.notes = last.notes === '' ? said : `${last.notes}\n${said}`
    }
  }
  return items
}

/** One line: notes after "//" or "note:", else clauses at semicolons. */
function splitLine(text: string, line: readonly Token[]): Parts {
  const mark = line.findIndex((token, index) => index > 0 && !token.opaque && notesLength(line, index) > 0)
  if (mark > 0) {
    const rest = line.slice(mark + notesLength(line, mark))
    const notes = text.slice(at(rest, 0).start, at(rest, rest.length - 1).end)
    if (rest.length > 0) return { ...alone(line.slice(0, mark), notes), line }
  }
  const clauses: Token[][] = [[]]
  for (const token of line) {
    if (token.word === ';' && !token.opaque) clauses.push([])
    else clauses.at(-1)?.push(token)
  }
  const parts = clauses.filter((clause) => clause.length > 0)
  const remindsLater =
    parts.length === 2 && parts[1]?.some((token) => /^(remind|alert|reminded)$/.test(token.word)) === true
  if (parts.length < 2 || remindsLater) return alone(line)
  return { items: parts.map((tokens) => ({ tokens, notes: '' })), listed: true, header: [], line }
}

/** How many tokens at `index` say that notes follow: "//" apart from other text, "note:", ", notes:". */
function notesLength(line: readonly Token[], index: number): number {
  const { word, glued } = at(line, index)
  if (word === '/') {
    const apart = !glued && at(line, index + 1).word === '/' && at(line, index + 1).glued && !at(line, index + 2).glued
    return apart ? 2 : 0
  }
  const named = /^notes?$/.test(word) && at(line, index + 1).word === ':'
  return named && !/^(a|the|another|my|add|to|of|short|quick)$/.test(at(line, index - 1).word) ? 2 : 0
}
