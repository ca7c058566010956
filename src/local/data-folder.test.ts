import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimDataFolder, folderHolder } from './data-folder.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-folder-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const claimIn = (code: string): string =>
  `import { claimDataFolder } from ${JSON.stringify(import.meta.resolve('./data-folder.ts'))}
   const lock = await claimDataFolder(${JSON.stringify(folder)}); ${code}`

test('of many that claim a folder at once one gets it', async () => {
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => claimDataFolder(folder)))
  const [got, ...more] = results.filter((result) => result.status === 'fulfilled')
  expect(more).toEqual([])
  expect(await folderHolder(folder)).toBe(process.pid)
  const refused = results.find((result) => result.status === 'rejected')
  expect(refused?.reason.message).toContain(`already runs on ${folder} (process ${process.pid})`)
  await got?.value.release()
  expect(await folderHolder(folder)).toBeUndefined()
  expect(await readdir(folder)).toEqual(['logs'])
})

test('the lock of a killed process is taken over', async () => {
  const holder = spawn(process.execPath, [
    '--input-type=module-typescript',
    '-e',
    claimIn('process.stdout.write("held"); setInterval(() => {}, 1e6)'),
  ])
  await once(holder.stdout, 'data')
  await expect(claimDataFolder(folder)).rejects.toThrow(`process ${holder.pid}`)
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const lock = await claimDataFolder(folder)
  expect(lock.takenOver).toBe(true)
  await lock.release()
})

test('a process that was given the number of a dead holder holds nothing', async () => {
  await writeFile(join(folder, 'start.lock'), `${process.ppid} 1\n`)
  const lock = await claimDataFolder(folder)
  expect(lock.takenOver).toBe(true)
})

test('a folder that cannot be made is explained', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(claimDataFolder(join(folder, 'file'))).rejects.toMatchObject({
    name: 'StartFailure',
    message: expect.stringContaining('cannot be written'),
  })
})
