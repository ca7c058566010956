import { createFrame } from './frames.ts'
import { toWords } from './phrase.ts'
import { at, type Token } from './tokens.ts'

/** A message taken into clauses; `listed`: each is an item of a list, so it needs no verb. */
export type Parts = {
  clauses: (readonly Token[])[]
  listed: boolean
  notes: string /** The line that was taken apart at its semicolons. */
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
  let length = bullets.has(at(line, 0).word) && line.length > 1 && !at(line, 1).glued ? 1 : 0
  if (at(line, length).word === '[' && at(line, length + 1).word === ']') return length + 2
  if (at(line, length).word === '[' && at(line, length + 2).word === ']') return length + 3
  const numbered =
    at(line, 0).kind === 'number' && at(line, 0).digits <= 2 && /^[.)]$/.test(at(line, 1).word) && at(line, 1).glued
  if (length === 0 && numbered && line.length > 2 && !at(line, 2).glued) length = 2
  return length
}

/** Splits lists into their items, clauses at semicolons, and notes from the line they follow. */
export function splitMessage(text: string, tokens: readonly Token[]): Parts {
  const lines = linesOf(tokens)
  const [head = [], ...tail] = lines
  if (lines.length <= 1) return splitSemicolons(head)
  const items = lines.filter((line) => bulletLength(line) > 0)
  if (items.length > 0)
    return { clauses: items.map((line) => line.slice(bulletLength(line))), listed: true, notes: '', line: null }
  const header =
    at(head, head.length - 1).word === ':' || (createFrame(toWords(head)) === head.length && head.length > 1)
  if (header) return { clauses: tail, listed: true, notes: '', line: null }
  const first = tail[0]?.[0]
  return {
    clauses: [head],
    listed: false,
    notes: first === undefined ? '' : text.slice(first.start).trim(),
    line: null,
  }
}

function splitSemicolons(line: readonly Token[]): Parts {
  const clauses: Token[][] = [[]]
  for (const token of line) {
    if (token.word === ';' && !token.opaque) clauses.push([])
    else clauses.at(-1)?.push(token)
  }
  const parts = clauses.filter((clause) => clause.length > 0)
  const remindsLater =
    parts.length === 2 && parts[1]?.some((token) => /^(remind|alert|reminded)$/.test(token.word)) === true
  if (parts.length < 2 || remindsLater) return { clauses: [line], listed: false, notes: '', line: null }
  return { clauses: parts, listed: true, notes: '', line }
}
