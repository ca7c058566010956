import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Failure } from './failure.mjs'
import { runStep } from './step.mjs'
import { productNodePath } from './versions.mjs'

const title = 'Generating the database client'
const schema = ['src', 'server', 'database', 'schema.prisma']
const client = ['src', 'server', 'database', 'generated', 'client.ts']

/** Changes when the client has to be generated again: other schema, other generator, or it is not there. */
export function generatedHash(root, lock) {
  if (!existsSync(join(root, ...client))) return 'not there'
  return createHash('sha256')
    .update(lock)
    .update(readFileSync(join(root, ...schema)))
    .digest('hex')
}

/** Generates the database client from its schema; throws a Failure. */
export async function generate(root) {
  const { code, output } = await runStep({
    title,
    command: productNodePath(root),
    args: [join(root, 'node_modules', 'prisma', 'build', 'index.js'), 'generate'],
    cwd: root,
    env: { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` },
  })
  if (code === 0) return
  throw new Failure(
    title,
    `prisma generate failed:\n${output.trim().split('\n').slice(-8).join('\n')}`,
    'Mend the schema, or undo the change to it.',
  )
}
