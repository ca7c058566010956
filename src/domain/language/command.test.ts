import { describe, expect, it } from 'vitest'
import { fieldCommands } from './field-commands.ts'
import { stateCommands } from './state-commands.ts'
import { meaning } from './testing/plan-text.ts'

describe('every row of the tables of commands means what it says', () => {
  it.each([...stateCommands, ...fieldCommands].map(([, , example, means]) => [example, means]))(
    '%s',
    (example, means) => {
      expect(meaning(example)).toBe(means)
    },
  )
})
