import { expect, it } from 'vitest'
import { tagSchema } from '../../domain/task.ts'
import { tagOf, tagsOf, withTag } from './tag-words.ts'

it.each([
  ['#Home', 'home'],
  ['  two words ', 'two-words'],
  ['a!b?c', 'abc'],
  ['-_/x', 'x'],
  ['Größe', 'größe'],
  ['!!!', ''],
])('makes %j the tag %j', (typed, tag) => {
  expect(tagOf(typed)).toBe(tag)
  if (tag !== '') expect(tagSchema.parse(tag)).toBe(tag)
})

it('splits lists and adds without repeating', () => {
  expect(tagsOf('home, garden  home')).toEqual(['home', 'garden'])
  expect(withTag({ tags: ['b'] }, 'a')).toEqual(['a', 'b'])
  const tags = ['a']
  expect(withTag({ tags }, 'a')).toBe(tags)
})
