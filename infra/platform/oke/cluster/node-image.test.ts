import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseNodeImage, type NodeImage } from './node-image.ts'

const image = (sourceName: string): NodeImage => ({ sourceName, imageId: `id of ${sourceName}` })
const images = [
  image('Oracle-Linux-8.10-aarch64-2026.09.16-0-OKE-1.34.1-1191'),
  image('Oracle-Linux-8.10-aarch64-2026.10.21-0-OKE-1.34.1-990'),
  image('Oracle-Linux-8.10-aarch64-2026.10.21-0-OKE-1.34.1-1250'),
  image('Oracle-Linux-8.10-2026.10.21-0-OKE-1.34.1-1250'),
  image('Oracle-Linux-8.10-Gen2-GPU-2026.10.21-0-OKE-1.34.1-1250'),
  image('Oracle-Linux-8.10-aarch64-2026.11.02-0-OKE-1.33.5-1300'),
  image('Oracle-Linux-7.9-2020.01.01-0'),
]
const arm = { architecture: 'arm64', kubernetesVersion: 'v1.34.1' } as const

describe('node image', () => {
  test('fits architecture and version, and is the newest of those', () => {
    expect(chooseNodeImage(images, arm).sourceName).toBe('Oracle-Linux-8.10-aarch64-2026.10.21-0-OKE-1.34.1-1250')
    expect(chooseNodeImage(images, { ...arm, architecture: 'amd64' }).sourceName).toBe(
      'Oracle-Linux-8.10-2026.10.21-0-OKE-1.34.1-1250',
    )
  })

  test('does not depend on the order in which Oracle lists them', () => {
    const chosen = chooseNodeImage(images, arm)
    fc.assert(
      fc.property(fc.shuffledSubarray(images, { minLength: images.length }), (shuffled) => {
        expect(chooseNodeImage(shuffled, arm)).toEqual(chosen)
      }),
    )
  })

  test('none for the version: says which there are and how to choose one', () => {
    expect(() => chooseNodeImage(images, { ...arm, kubernetesVersion: 'v1.35.0' })).toThrow(
      new RangeError(
        'There is no arm64 node image for Kubernetes v1.35.0; there are v1.33.5, v1.34.1. Fix: pulumi config set --path oke.kubernetesVersion v1.34.1',
      ),
    )
  })
})
