// Builds the images from their definitions: `npm run images -- [--arch amd64,arm64] [--tag TAG] [--push REGISTRY [--file FILE]]`.
// Without --push they stay on this machine, and each must keep to its size; with it the digests are printed as the
// setting `images` of a stack takes them, and written to FILE. Names of targets build only those.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { architectures, type ImageTarget, imageTargets, sizeLimits } from '../infra/app/images/definitions.ts'
import { projectRoot } from '../src/local/settings.ts'
import { buildCommands, referenceOf } from './images/build-commands.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { arch: { type: 'string' }, tag: { type: 'string' }, push: { type: 'string' }, file: { type: 'string' } },
})
const baseImage = 'node:24-bookworm-slim'
const manifest = z.object({ version: z.string() })
const { version } = manifest.parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')))
const targets = z.array(z.enum(imageTargets)).parse(positionals.length > 0 ? positionals : imageTargets)
const wanted = z
  .array(z.enum(architectures))
  .parse(values.arch?.split(',') ?? (values.push === undefined ? [ownArchitecture()] : architectures))

function ownArchitecture(): string {
  return process.arch === 'arm64' ? 'arm64' : 'amd64'
}

const read = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: projectRoot, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim()

/** Megabytes of an image on this machine. */
const sizeOf = (reference: string): number =>
  Number(read('docker', 'image', 'inspect', '-f', '{{.Size}}', reference)) / 1e6

/** Builds one image; returns its digest where it was pushed. */
function build(target: ImageTarget, folder: string): string | undefined {
  const tag = values.tag ?? version
  const metadataFile = join(folder, `${target}.json`)
  const labels = { 'org.opencontainers.image.revision': read('git', 'rev-parse', 'HEAD') }
  const registry = values.push
  const options = {
    target,
    architectures: wanted,
    tag,
    registry,
    labels,
    version,
    processor: process.arch,
    metadataFile,
  }
  for (const args of buildCommands(options)) {
    execFileSync('docker', args, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] })
  }
  if (registry === undefined) {
    for (const architecture of wanted) checkSize(target, referenceOf({ target, tag: `${tag}-${architecture}` }))
    return undefined
  }
  const metadata = z.object({ 'containerimage.digest': z.string() })
  const pushed = metadata.parse(JSON.parse(readFileSync(metadataFile, 'utf8')))
  return `${registry}/${target}@${pushed['containerimage.digest']}`
}

function checkSize(target: ImageTarget, reference: string): void {
  const added = sizeOf(reference) - sizeOf(baseImage)
  const limit = sizeLimits[target]
  console.log(`${reference}: ${added.toFixed(0)} MB above its base, of at most ${limit}`)
  if (added > limit) process.exitCode = 1
}

const folder = mkdtempSync(join(tmpdir(), 'todo-chatbot-images-'))
try {
  const references = targets.map((target) => [target, build(target, folder)] as const)
  if (values.push !== undefined) {
    const setting = JSON.stringify({ mode: 'prebuilt', references: Object.fromEntries(references) }, null, 2)
    console.log(setting)
    if (values.file !== undefined) writeFileSync(values.file, `${setting}\n`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
