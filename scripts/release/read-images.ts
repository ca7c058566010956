import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { imageTargets } from '../../infra/image-targets.ts'
import { type Release, releaseSchema } from '../../src/domain/release.ts'
import { DeploymentFailure } from '../deployment/pulumi-command.ts'

/** What `npm run images -- --push` writes down. */
const imagesSchema = z.object({
  mode: z.literal('prebuilt'),
  references: z.record(z.enum(imageTargets), z.string()),
})

/** The images of the file, by target. @throws DeploymentFailure */
export function readImages(file: string): Record<string, string> {
  try {
    return imagesSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).references
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    throw new DeploymentFailure(
      `${file} does not name the images (npm run images -- --push REGISTRY --file ${file} writes it): ${reason}`,
    )
  }
}

/** A name of a release: of its digests alone, wherever the images are kept. */
export function releaseId(images: Readonly<Record<string, string>>): string {
  const digests = Object.entries(images)
    .map(([target, reference]) => `${target} ${reference.slice(reference.indexOf('@') + 1)}`)
    .sort()
  return createHash('sha256').update(digests.join('\n')).digest('hex').slice(0, 12)
}

/** @throws DeploymentFailure where an image is named without its digest */
export function describeRelease(parts: Omit<Release, 'id'>): Release {
  const parsed = releaseSchema.safeParse({ id: releaseId(parts.images), ...parts })
  if (parsed.success) return parsed.data
  throw new DeploymentFailure(`This cannot be recorded as a release: ${z.prettifyError(parsed.error)}`)
}

/** Pulumi's arguments that put these images in place, whatever the stack's file says. */
export function imageArguments({ images }: Pick<Release, 'images'>, migrations: 'run' | 'skip'): string[] {
  const settings = {
    'images.mode': 'prebuilt',
    ...Object.fromEntries(
      Object.entries(images).map(([target, reference]) => [`images.references.${target}`, reference]),
    ),
    migrations,
  }
  const given = Object.entries(settings).flatMap(([path, value]) => ['--config', `todo-chatbot:${path}=${value}`])
  return ['--config-path', ...given]
}
