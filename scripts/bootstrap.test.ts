import { spawn } from 'node:child_process'
import { appendFile, chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const here = fileURLToPath(new URL('.', import.meta.url))
const nobody = 65_534
let root: string

// A small project with the real bootstrap: its one dependency is a folder, so npm needs no network for it.
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'todo-chatbot-bootstrap-'))
  await mkdir(join(root, 'scripts'))
  for (const name of ['bootstrap.mjs', 'bootstrap'])
    await cp(join(here, name), join(root, 'scripts', name), { recursive: true })
  const database = join(root, 'src/server/database')
  await mkdir(join(database, 'generated'), { recursive: true })
  await writeFile(join(database, 'schema.prisma'), '// schema\n')
  await mkdir(join(root, 'prisma/build'), { recursive: true })
  await writeFile(join(root, 'prisma/package.json'), '{"name":"prisma","version":"1.0.0"}')
  await writeFile(
    join(root, 'prisma/build/index.js'),
    `require('node:fs').appendFileSync('src/server/database/generated/client.ts', '// generated\\n')`,
  )
  await lockDependency(
    { prisma: 'file:prisma' },
    { 'node_modules/prisma': { resolved: 'prisma', link: true }, prisma: { version: '1.0.0' } },
  )
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function lockDependency(dependencies: object, packages: object): Promise<void> {
  const project = { name: 'project', version: '1.0.0', dependencies }
  await writeFile(join(root, 'package.json'), JSON.stringify(project))
  const lock = { ...project, lockfileVersion: 3, requires: true, packages: { '': project, ...packages } }
  await writeFile(join(root, 'package-lock.json'), JSON.stringify(lock))
}

async function bootstrap(env: Record<string, string> = {}, uid?: number) {
  const child = spawn(process.execPath, [join(root, 'scripts/bootstrap.mjs')], {
    env: { ...process.env, npm_config_user_agent: 'npm/11.0.0', ...env },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, stdout: stdout.replace(/\d+\.\d s/g, 'N s'), stderr }
}

const generations = async (): Promise<number> =>
  (await readFile(join(root, 'src/server/database/generated/client.ts'), 'utf8')).split('\n').length - 1

test('brings what is missing, and is quiet when nothing is', async () => {
  const first = await bootstrap()
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(first.stdout).toContain('✓ Installing dependencies (N s)')
  expect(first.stdout).toContain('✓ Generating the database client (N s)')
  expect(await bootstrap()).toEqual({ code: 0, stdout: '', stderr: '' })

  await appendFile(join(root, 'src/server/database/schema.prisma'), '// changed\n')
  expect((await bootstrap()).stdout).not.toContain('Installing')
  expect(await generations()).toBe(2)

  await rm(join(root, 'node_modules'), { recursive: true })
  expect((await bootstrap()).stdout).toContain('✓ Installing dependencies')
})

test('what npm has installed by itself is not installed again', async () => {
  await bootstrap()
  await rm(join(root, 'node_modules/.bootstrap.json'))
  expect((await bootstrap()).stdout).not.toContain('Installing')
})

test('without a network it says so', async () => {
  const resolved = 'http://127.0.0.1:1/gone/-/gone-1.0.0.tgz'
  await lockDependency(
    { gone: '1.0.0' },
    { 'node_modules/gone': { version: '1.0.0', resolved, integrity: 'sha512-AAAA' } },
  )
  const { code, stderr } = await bootstrap({ npm_config_fetch_retries: '0', npm_config_registry: 'http://127.0.0.1:1' })
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /^\n✗ Installing dependencies: The npm registry cannot be reached \(ECONNREFUSED\)\.\n {2}Check the network/,
  )
})

test('a folder that cannot be written, and an npm that is too old, are named', async () => {
  await chmod(root, 0o555)
  const { code, stderr } = await bootstrap({}, process.getuid?.() === 0 ? nobody : undefined)
  await chmod(root, 0o755)
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining(`${root} cannot be written`) })
  const old = await bootstrap({ npm_config_user_agent: 'npm/8.19.4 node/v18' })
  expect(old).toMatchObject({ code: 1, stderr: expect.stringContaining('this is npm 8.19.4') })
})
