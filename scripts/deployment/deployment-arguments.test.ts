import { expect, test } from 'vitest'
import { parseDeployment } from './deployment-arguments.ts'

test('what is not ours goes to pulumi', () => {
  expect(parseDeployment(['up', '--stack', 'oke', '--attempts', '3', '--yes', '--file', 'x.txt'])).toEqual({
    command: 'up',
    attempts: 3,
    file: 'x.txt',
    rest: ['--stack', 'oke', '--yes'],
  })
  expect(parseDeployment(['preview']).attempts).toBe(Number.POSITIVE_INFINITY)
})

test('other commands and numbers are refused', () => {
  expect(() => parseDeployment(['destroy'])).toThrow('Usage')
  for (const wrong of ['0', 'x', '-1']) expect(() => parseDeployment(['up', '--attempts', wrong])).toThrow('a number')
})
