import { type AppId, appIds } from '../../../src/domain/topology.ts'
import { type ImageTarget, imageTargets } from '../../image-targets.ts'

/**
 * The images as data: what is in each, and how each is built. The Dockerfile's stages are named by the targets;
 * whoever builds (the program, CI, a person) starts from here.
 */

export const architectures = ['amd64', 'arm64'] as const
export type Architecture = (typeof architectures)[number]

/** Files that a process is started from, relative to the repository; what they import comes along. */
export const entries = {
  server: ['src/server/main.ts', 'src/server/admin/main.ts'],
  notifications: ['src/workers/notifications/main.ts'],
  recurring: ['src/workers/recurring/main.ts'],
  migrate: [
    'scripts/prepare.ts',
    'prisma.config.ts',
    'src/server/database/schema-engine/main.ts',
    'node_modules/prisma/build/index.js',
  ],
} as const satisfies Record<Exclude<ImageTarget, 'web'>, readonly string[]>

const migrations = 'src/server/database/migrations'

/** What an image needs and no import names. */
export const furtherFiles: Partial<Record<ImageTarget, readonly string[]>> = {
  // Whose names it looks for in the database before it is ready.
  server: [migrations],
  migrate: [
    'src/server/database/schema.prisma',
    migrations,
    'node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm',
  ],
}

/** Megabytes that an image may add to its base. */
export const sizeLimits: Record<ImageTarget, number> = {
  web: 260,
  server: 220,
  notifications: 220,
  recurring: 220,
  migrate: 220,
}

/** What a build is told besides the target and the architecture it is for. */
export type BuildArguments = {
  /** Where the build itself runs; nothing is run for the architecture that the image is for. */
  BUILD_PLATFORM: string
  VERSION: string
}

/** Arguments of a build on this kind of machine (Node's name of its processor) of that release. */
export function buildArguments(processor: string, version: string): BuildArguments {
  return { BUILD_PLATFORM: `linux/${processor === 'arm64' ? 'arm64' : 'amd64'}`, VERSION: version }
}

/** The name of an image where no registry gives it one. */
export const localName = (target: ImageTarget): string => `todo-chatbot/${target}`

const isProcess = (target: ImageTarget): target is AppId => appIds.some((app) => app === target)

/** One line that tells what an image is for. */
export const titleOf = (target: ImageTarget): string =>
  isProcess(target) ? `todo-chatbot: ${target}` : 'todo-chatbot: database and topics before a rollout'

export { type ImageTarget, imageTargets }
