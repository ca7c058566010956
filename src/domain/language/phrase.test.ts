import { describe, expect, it } from 'vitest'
import { phrase, phrases, toWords } from './phrase.ts'
import { tokenize } from './tokens.ts'

const covered = (pattern: string, text: string) => phrase(pattern)(toWords(tokenize(text)))

describe('phrases', () => {
  it.each([
    ['remind me (to)?', 'remind me to call', 3],
    ['remind me (to)?', 'remind me tomorrow', 2],
    ['set|make (up)? (a|an)? reminder', 'make a reminder', 3],
    ['(get rid|dispose) of', 'get rid of it', 3],
    ['(please)? undo', 'undo', 1],
    ['how are you ?', 'how are you?', 4],
    ['remind me', 'reminders', 0],
    ['add', 'address', 0],
    ['(please)?', 'call', 0],
  ])('%j covers %j by %i words', (pattern, text, length) => {
    expect(covered(pattern, text)).toBe(length)
  })

  it('take the longest of several', () => {
    expect(phrases(['add', 'add a task'])(toWords(tokenize('add a task to sweep')))).toBe(3)
  })
})
