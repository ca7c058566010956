import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findProgram } from './find-program.ts'

const tool = { name: 'a-tool', variable: 'A_TOOL', remedy: 'Get it from the shelf.' }

async function folderWith(name: string, mode: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-programs-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, name), '#!/bin/sh\n')
  await chmod(join(folder, name), mode)
  return folder
}

test('a program is found by its variable, on the PATH, in its usual folders', async () => {
  const folder = await folderWith('a-tool', 0o755)
  const file = join(folder, 'a-tool')
  expect(findProgram(tool, { A_TOOL: file })).toBe(file)
  expect(findProgram(tool, { PATH: `/nowhere:${folder}` })).toBe(file)
  expect(findProgram({ ...tool, folders: [folder] }, {})).toBe(file)
})

test('one that is missing says how to get it', async () => {
  const folder = await folderWith('a-tool', 0o644)
  const failure = expect.objectContaining({
    message: 'a-tool was not found on the PATH.',
    remedy: 'Get it from the shelf. A_TOOL may name its file.',
  })
  expect(() => findProgram(tool, {})).toThrow(failure)
  expect(() => findProgram(tool, { PATH: folder })).toThrow(failure)
  expect(() => findProgram(tool, { A_TOOL: '/nowhere' })).toThrow('A_TOOL is /nowhere, which is no program.')
})
