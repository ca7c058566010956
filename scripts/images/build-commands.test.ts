import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { imageTargets } from '../../infra/app/images/definitions.ts'
import { buildCommands, type ImageBuild } from './build-commands.ts'

const build: ImageBuild = {
  target: 'server',
  architectures: ['amd64', 'arm64'],
  tag: '1.2.3',
  labels: { 'org.opencontainers.image.revision': 'abc' },
  version: '1.2.3',
  processor: 'x64',
  metadataFile: '/tmp/metadata.json',
}

const every =
  '--target server --build-arg BUILD_PLATFORM=linux/amd64 --build-arg VERSION=1.2.3 ' +
  '--label org.opencontainers.image.title=todo-chatbot: server --label org.opencontainers.image.revision=abc'

test('without a registry each architecture gets an image on this machine', () => {
  expect(buildCommands(build).map((words) => words.join(' '))).toEqual([
    `build ${every} --platform linux/amd64 --tag todo-chatbot/server:1.2.3-amd64 .`,
    `build ${every} --platform linux/arm64 --tag todo-chatbot/server:1.2.3-arm64 .`,
  ])
})

test('with a registry one image for all architectures is pushed', () => {
  expect(buildCommands({ ...build, registry: 'ghcr.io/me/todo' }).map((words) => words.join(' '))).toEqual([
    `buildx build ${every} --platform linux/amd64,linux/arm64 --metadata-file /tmp/metadata.json --push ` +
      '--tag ghcr.io/me/todo/server:1.2.3 .',
  ])
})

test('the Dockerfile has a stage for each image, which runs nothing for the architecture it is for', () => {
  const stages = readFileSync('Dockerfile', 'utf8')
    .split(/^FROM /m)
    .slice(1)
  const names = stages.map((stage) => /^.* AS (\w+)/.exec(stage)?.[1])
  expect(names).toEqual(['build', 'base', ...imageTargets])
  for (const stage of stages.slice(1)) expect(stage).not.toMatch(/^RUN /m)
})
