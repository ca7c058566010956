import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { buildImages } from './app/images/build-images.ts'
import { deploy } from './program.ts'
import { readSettings } from './settings.ts'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
const { version }: { version: string } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))

const outputs = await deploy({
  ...readSettings(),
  buildImages: (platform) =>
    buildImages({ platform, root, processor: process.arch, version, run: promisify(execFile) }),
})

export const { url, kubeconfig, clusterAccess, address, open, budget } = outputs
