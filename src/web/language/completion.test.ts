import { describe, expect, it } from 'vitest'
import { understand } from '../../domain/language/understand.ts'
import { completionAt } from './completion.ts'
import { sentenceOf, slashCommands, slashCompletion, taskBegun } from './slash-commands.ts'

const known = {
  tags: [
    { tag: 'home', count: 3 },
    { tag: 'homework', count: 1 },
    { tag: 'work', count: 9 },
  ],
  meaningOf: (phrase: string) => (phrase === 'next month' ? null : `<${phrase}>`),
}
const offered = (text: string, caret = text.length) => {
  const found = completionAt(text, caret, known)
  return found === null ? null : [text.slice(found.from, found.to), ...found.options.map(({ insert }) => insert)]
}

describe('what a text can go on with', () => {
  it.each([
    ['buy milk #ho', ['#ho', '#home', '#homework']],
    ['#', ['#', '#home', '#homework', '#work']],
    ['buy milk #home', ['#home', '#homework']],
    ['a#ho', null],
    ['pay !1', null],
    ['pay !', ['!', '!1', '!2', '!3', '!4']],
    ['call tomo', ['tomo', 'tomorrow', 'tomorrow morning', 'tomorrow at 9']],
    ['call tomorrow a', ['tomorrow a', 'tomorrow at 9']],
    ['Next Tu', ['Next Tu', 'next tuesday']],
    ['to', null],
    ['call tomorrow at 9', null],
    // What means nothing is not offered.
    ['next mont', null],
  ])('%j', (text, options) => expect(offered(text)).toEqual(options))

  it('completes at the caret, but not inside of a word', () => {
    expect(offered('call tomo mum', 9)?.[1]).toBe('tomorrow')
    expect(offered('call tomorrow', 9)).toBeNull()
  })
})

describe('commands', () => {
  it.each(slashCommands)('/$name stands for a sentence that is understood', ({ name, takes, says }) => {
    const context = { now: '2026-11-23T09:00:00Z', timeZone: 'Europe/Berlin', weekStart: 1 }
    const [command] = understand(says('pay "the" rent'.replaceAll('"', '')), context).commands
    expect(command?.kind).not.toBe('none')
    if (takes === 'task') expect(command).toMatchObject({ target: { by: 'title', words: 'pay the rent' } })
    expect(sentenceOf(`/${name} x`)).not.toBeNull()
    expect(sentenceOf(`/${name}`) === null).toBe(takes !== 'nothing')
  })

  it('are found by their beginning, and leave everything else alone', () => {
    expect(slashCompletion('/', 1)?.options).toHaveLength(slashCommands.length)
    expect(slashCompletion('/ov', 3)?.options).toMatchObject([{ insert: '/overdue' }])
    expect(slashCompletion('/overdue ', 9)).toBeNull()
    expect(sentenceOf('and/or')).toBe('and/or')
    expect(sentenceOf('/nonsense')).toBe('/nonsense')
    expect(taskBegun('/done re')).toEqual({ from: 6, search: 're' })
    expect(taskBegun('/done')).toBeNull()
  })
})
