import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { localEnvironment } from '../../src/domain/environment.ts'
import { renderEnvExample } from './render.ts'

test('.env.example is what `npm run env:example` writes', () => {
  const file = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
  expect(file).toBe(renderEnvExample(localEnvironment))
})

test('a variable comes with its description, choices and default', () => {
  const schema = z.object({ COLOUR: z.enum(['red', 'blue']).default('red').describe('Paint of the door.') })
  expect(renderEnvExample(schema)).toContain('\n# Paint of the door. One of: red, blue.\n#COLOUR=red\n')
})

test('uncommented, it is a usable environment', () => {
  const lines = renderEnvExample(localEnvironment).replaceAll(/^#(?=[A-Z_]+=.)/gm, '')
  expect(localEnvironment.safeParse(parseEnv(lines)).error).toBeUndefined()
})
