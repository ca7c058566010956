import * as pulumi from '@pulumi/pulumi'
import { describe, expect, test } from 'vitest'
import { imageTargets } from '../../image-targets.ts'
import type { ImageRegistry } from '../../platform/platform.ts'
import { record, settled } from '../../testing/record.ts'
import { type BuildImagesOptions, buildImages } from './build-images.ts'

const root = new URL('../../..', import.meta.url).pathname.replace(/\/$/, '')
const digest = (name: string) => `${name}@sha256:${'ab'.repeat(32)}`

async function recordImages(platform: BuildImagesOptions['platform']) {
  const ran: string[] = []
  const run: BuildImagesOptions['run'] = async (command, args) => ran.push([command, ...args].join(' '))
  const { result, resources } = await record(
    async () => {
      const images = buildImages({ platform, root, processor: 'x64', version: '1.2.3', run })
      return settled(pulumi.all(images))
    },
    { states: ({ inputs }) => ({ repoDigest: digest(String(inputs.imageName)) }) },
  )
  return { images: result, resources, ran }
}

describe('without a registry', () => {
  test('images are named by their content, built here and loaded into the cluster', async () => {
    const { images, resources, ran } = await recordImages({ architecture: 'amd64', loadImage: ['kind', 'load'] })
    expect(Object.keys(images).sort()).toEqual([...imageTargets].sort())
    expect(images.server).toMatch(/^todo-chatbot\/server:[0-9a-f]{16}$/)
    expect(ran.sort()).toEqual(
      Object.values(images)
        .map((image) => `kind load ${image}`)
        .sort(),
    )
    expect(resources.find(({ name }) => name === 'image-server')?.inputs).toMatchObject({
      skipPush: true,
      build: {
        target: 'server',
        platform: 'linux/amd64',
        args: { BUILD_PLATFORM: 'linux/amd64', VERSION: '1.2.3' },
      },
    })
  })

  test('nothing is loaded where the cluster builds them itself', async () => {
    const { images, ran } = await recordImages({ architecture: 'amd64', loadImage: [] })
    expect(images.web).toMatch(/^todo-chatbot\/web:/)
    expect(ran).toEqual([])
  })
})

test('with a registry images are pushed, and named by their digest', async () => {
  const registry: ImageRegistry = {
    repositoryOf: (target) => pulumi.output(`registry.example.org/todo/${target}`),
    credentials: { server: 'registry.example.org', username: 'me', password: pulumi.secret('hidden') },
    ready: [],
  }
  const { images, resources, ran } = await recordImages({ architecture: 'arm64', registry })
  expect(images.web).toMatch(/^registry\.example\.org\/todo\/web:[0-9a-f]{16}@sha256:(ab){32}$/)
  const inputs = resources.find(({ name }) => name === 'image-web')?.inputs
  expect(inputs).toMatchObject({
    build: { platform: 'linux/arm64', args: { BUILD_PLATFORM: 'linux/amd64' } },
    registry: '[secret]',
    skipPush: false,
  })
  expect(ran).toEqual([])
})
