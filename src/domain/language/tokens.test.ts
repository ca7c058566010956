import { describe, expect, it } from 'vitest'
import { tokenize } from './tokens.ts'

const wordsOf = (text: string) => tokenize(text).map((token) => token.word)

describe('tokens', () => {
  it('keep their place in the message', () => {
    const text = 'Call  mum\n at 9pm!'
    expect(tokenize(text).map((token) => text.slice(token.start, token.end))).toEqual([
      'Call',
      'mum',
      '\n',
      'at',
      '9',
      'pm',
      '!',
    ])
  })

  it('are put right where a date word is misspelt', () => {
    expect(wordsOf('tmrw wensday 2moro thrusday decmeber w/')).toEqual([
      'tomorrow',
      'wednesday',
      'tomorrow',
      'thursday',
      'december',
      'with',
    ])
  })

  it('leave real words that look like date words', () => {
    expect(wordsOf('sundae sundry midday weekender')).toEqual(['sundae', 'sundry', 'midday', 'weekender'])
  })

  it('know whose a day is', () => {
    const [token] = tokenize("tomorrow's")
    expect(token).toMatchObject({ word: 'tomorrow', possessive: true, stem: 8 })
  })

  it.each(['"next monday"', 'https://example.com/2026-11-24', 'may@example.com'])('never read %s as a date', (text) => {
    expect(tokenize(text).every((token) => token.opaque)).toBe(true)
  })

  it('take runs of digits too long for a number as words', () => {
    expect(tokenize('123456789')[0]?.kind).toBe('word')
  })
})
