import type { z } from 'zod'
import type { ErrorCode } from '../../domain/errors.ts'

type Issue = z.core.$ZodIssue

/** The first problem of a refused input: its code of the error table and a sentence for the user. */
export function inputProblem(error: z.core.$ZodError): { code: ErrorCode; message: string } {
  const issue = mostTelling(error.issues)
  if (issue === undefined) return { code: 'invalid_input', message: 'That input is not valid.' }
  return { code: codeOf(issue), message: sentenceOf(issue) }
}

/** Inside a union, the issue of the alternative that came closest: the one that got deepest into the value. */
function mostTelling(issues: readonly Issue[]): Issue | undefined {
  const [first] = issues
  if (first?.code !== 'invalid_union') return first
  const nested = first.errors
    .map((alternative) => mostTelling(alternative))
    .filter((issue) => issue !== undefined)
    .sort((a, b) => b.path.length - a.path.length)[0]
  if (nested === undefined || nested.path.length === 0) return first
  return { ...nested, path: [...first.path, ...nested.path] }
}

const dateFields = new Set(['date', 'time', 'at', 'until', 'from', 'due', 'start'])

function codeOf({ path }: Issue): ErrorCode {
  const names = path.filter((part) => typeof part === 'string')
  const last = names.at(-1)
  if (last === 'timeZone') return 'unknown_time_zone'
  if (names.includes('recurrence') || last === 'rule') return 'invalid_recurrence'
  return last !== undefined && dateFields.has(last) ? 'invalid_date' : 'invalid_input'
}

/** Our own schemas speak in whole sentences; what zod says by itself is told with the name of the field. */
function sentenceOf(issue: Issue): string {
  if (/^[A-Z].*\.$/su.test(issue.message)) return issue.message
  const field = nameOf(issue.path)
  switch (issue.code) {
    case 'invalid_type':
      return `${field} must be ${kinds[issue.expected] ?? 'something else'}.`
    case 'too_big':
      return `${field} is too ${issue.origin === 'string' || issue.origin === 'array' ? 'long' : 'large'}: at most ${issue.maximum} ${unitOf(issue.origin)}.`
    case 'too_small':
      return `${field} is too ${issue.origin === 'string' || issue.origin === 'array' ? 'short' : 'small'}: at least ${issue.minimum} ${unitOf(issue.origin)}.`
    case 'invalid_value':
      return `${field} must be one of: ${issue.values.map(String).join(', ').slice(0, 200)}.`
    case 'unrecognized_keys':
      return `There is no field ${issue.keys
        .slice(0, 3)
        .map((key) => `“${key.slice(0, 50)}”`)
        .join(', ')}.`
    case 'invalid_format':
      return `${field} is not written as it should be (${issue.format}).`
    default:
      return `${field} is not valid.`
  }
}

const unitOf = (origin: string): string =>
  origin === 'string' ? 'characters' : origin === 'array' ? 'items' : 'is allowed'

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  date: 'a date',
}

function nameOf(path: readonly PropertyKey[]): string {
  const name = path.map(String).join('.')
  return name === '' ? 'The input' : `“${name.slice(0, 100)}”`
}
