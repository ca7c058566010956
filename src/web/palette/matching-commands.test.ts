import { expect, it } from 'vitest'
import { matchingCommands } from './matching-commands.ts'

const run = () => {}
const commands = [
  { id: 'a', label: 'Search the tasks', run },
  { id: 'b', label: 'Show all tasks', words: 'list', run },
  { id: 'c', label: 'All chats', run },
]
const found = (text: string) => matchingCommands(commands, text).map(({ id }) => id)

it('finds every word in any order, in what is shown and in the words besides', () => {
  expect(found('tasks sea')).toEqual(['a'])
  expect(found('LIST')).toEqual(['b'])
  expect(found('  ')).toEqual(['a', 'b', 'c'])
  expect(found('nothing')).toEqual([])
})

it('puts first what begins with the text', () => {
  expect(found('all')).toEqual(['c', 'b'])
})
