// What workflows do beside testing and deploying: `npm run ci -- COMMAND`.
//   secrets               say which secrets are missing
//   oke | minikube        put in place what a person has: profile and settings, or the log-in to the registry
//   tools NAME…           install programs that tests need, for the steps that follow
//   comment --file FILE   keep one comment on the pull request with what FILE holds
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { minikubeFiles, okeFiles } from './ci/prepare-files.ts'
import { missingSecrets } from './ci/required-secrets.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { file: { type: 'string' } } })
const [command = '', ...names] = positionals

function put(files: ReturnType<typeof okeFiles>): void {
  for (const { path, content, mode } of files) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content, { mode })
    console.log(`${path} is in place.`)
  }
}

function secrets(): void {
  const missing = missingSecrets(process.env)
  for (const line of missing) console.log(`::error::${line}`)
  if (missing.length > 0) process.exitCode = 1
  else console.log('Every secret is set.')
}

async function tools(): Promise<void> {
  const { toolsIn } = await import('./ci/tools.ts')
  const known = toolsIn(join(homedir(), '.cache/todo-chatbot-tools'))
  for (const name of names) {
    const tool = known[name]
    if (tool === undefined) throw new Error(`There is no ${name}. There are: ${Object.keys(known).join(', ')}.`)
    for (const [program, ...args] of tool.commands) {
      const { status } = spawnSync(program, args, { stdio: 'inherit' })
      if (status !== 0) throw new Error(`${name}: ${program} ended with ${status}.`)
    }
    const { GITHUB_PATH, GITHUB_ENV } = process.env
    for (const path of tool.path ?? []) if (GITHUB_PATH) appendFileSync(GITHUB_PATH, `${path}\n`)
    for (const [key, value] of Object.entries(tool.environment ?? {}))
      if (GITHUB_ENV) appendFileSync(GITHUB_ENV, `${key}=${value}\n`)
  }
}

async function comment(): Promise<void> {
  const { commentBody, keepComment } = await import('./ci/comment.ts')
  const { GITHUB_TOKEN, GITHUB_REPOSITORY: repository = '', PULL_REQUEST, COMMIT = '' } = process.env
  const body = commentBody(readFileSync(values.file ?? '', 'utf8'), COMMIT)
  const ask = async (method: string, path: string, content?: object): Promise<unknown> => {
    const response = await fetch(`https://api.github.com${path}`, {
      method,
      headers: { authorization: `Bearer ${GITHUB_TOKEN}`, accept: 'application/vnd.github+json' },
      ...(content === undefined ? {} : { body: JSON.stringify(content) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  console.log(`The comment is ${await keepComment(ask, { repository, number: Number(PULL_REQUEST), body })}.`)
}

const commands: Record<string, () => void | Promise<void>> = {
  secrets,
  oke: () => put(okeFiles(process.env, homedir())),
  minikube: () => put(minikubeFiles(readFileSync(join(homedir(), '.docker/config.json'), 'utf8'), homedir())),
  tools,
  comment,
}

const run = commands[command]
try {
  if (run === undefined) throw new Error(`Usage: npm run ci -- ${Object.keys(commands).join('|')}`)
  await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
