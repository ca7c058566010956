// Gathers what goes into the images, a folder for each, below the folder that the first argument names. Run by the
// Dockerfile; needs the installed packages and Prisma's generated client.
import { cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { entries, furtherFiles, type ImageTarget, imageTargets } from '../../infra/app/images/definitions.ts'
import { projectRoot } from '../../src/local/settings.ts'
import { buildWeb, webServer } from '../../src/local/web-build.ts'
import { openToAll } from './open-to-all.ts'
import { traceFiles } from './trace-files.ts'

/** Scales pictures, which the page's configuration forbids; native code. */
const pictures = /node_modules\/(sharp|@img)(\/|$)/

async function collectWeb(folder: string): Promise<void> {
  await buildWeb(join('/tmp', 'next-build.log'))
  const filter = (path: string): boolean => !pictures.test(path)
  await cp(join(dirname(webServer), '../..'), folder, { recursive: true, verbatimSymlinks: true, filter })
}

async function collectProcess(target: keyof typeof entries, folder: string): Promise<void> {
  const traced = await traceFiles(entries[target])
  for (const file of ['package.json', ...traced, ...(furtherFiles[target] ?? [])]) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await cp(join(projectRoot, file), join(folder, file), { recursive: true, verbatimSymlinks: true })
  }
}

async function collect(target: ImageTarget, folder: string): Promise<void> {
  if (target === 'web') await collectWeb(folder)
  else await collectProcess(target, folder)
  const bytes = await openToAll(folder)
  console.log(`${target}: ${(bytes / 1e6).toFixed(1)} MB`)
}

const [output] = process.argv.slice(2)
if (output === undefined) throw new Error('Name the folder to write to.')
for (const target of imageTargets) {
  await collect(target, join(output, target))
}
