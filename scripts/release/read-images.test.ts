import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { imageTargets } from '../../infra/image-targets.ts'
import { exampleRelease } from './example-releases.ts'
import { describeRelease, imageArguments, readImages, releaseId } from './read-images.ts'

const folder = mkdtempSync(join(tmpdir(), 'todo-chatbot-images-'))
afterAll(() => rmSync(folder, { recursive: true }))
const digest = `sha256:${'a'.repeat(64)}`
const images = Object.fromEntries(imageTargets.map((target) => [target, `ghcr.io/me/${target}@${digest}`]))

function written(content: unknown): string {
  const file = join(folder, 'images.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

describe('the file of images', () => {
  test('is what was pushed', () => {
    expect(readImages(written({ mode: 'prebuilt', references: images }))).toEqual(images)
  })

  test.each([
    ['no JSON', 'x'],
    ['nothing prebuilt', { mode: 'build' }],
    ['one missing', { mode: 'prebuilt', references: { web: 'x' } }],
  ])('with %s is refused, with how to make one', (_, content) => {
    expect(() => readImages(written(content))).toThrow('npm run images -- --push REGISTRY --file')
  })
})

describe('a release', () => {
  test('is called the same wherever its images are', () => {
    const elsewhere = Object.fromEntries(imageTargets.map((target) => [target, `other.example/x/${target}@${digest}`]))
    expect(releaseId(elsewhere)).toBe(releaseId(images))
    expect(releaseId({ ...images, web: `ghcr.io/me/web@sha256:${'b'.repeat(64)}` })).not.toBe(releaseId(images))
  })

  test('names every image by its digest', () => {
    const { id: _, ...parts } = exampleRelease('a')
    expect(describeRelease({ ...parts, images }).id).toBe(releaseId(images))
    expect(() => describeRelease({ ...parts, images: { web: 'ghcr.io/me/web:latest' } })).toThrow('must name a digest')
  })

  test('is put in place by settings, with or without its migrations', () => {
    const given = imageArguments({ images: { web: 'w@x', server: 's@y' } }, 'skip')
    expect(given.join(' ')).toBe(
      '--config-path --config todo-chatbot:images.mode=prebuilt --config todo-chatbot:images.references.web=w@x ' +
        '--config todo-chatbot:images.references.server=s@y --config todo-chatbot:migrations=skip',
    )
  })
})
