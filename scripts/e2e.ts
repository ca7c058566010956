import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { freePort } from '../src/local/free-port.ts'
import { requireBrowser } from './browser/require-browser.ts'
import { startProduct, temporaryDataFolder } from './product/start-product.ts'

/**
 * `npm run test:e2e`: starts the product on a free port and a data folder of its own, runs the browser tests against it
 * and removes both. With BASE_URL they run against that address, but for those that need a product of their own.
 * Arguments go to Playwright.
 */

const stopping = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort(new Error('Stopped.')))

/** Against an address that was named, tests that start and stop a product of their own say nothing of that one. */
const ownProductOnly = 'restart.spec.ts'

async function runPlaywright(baseUrl: string, leftOut = ''): Promise<number> {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  const child = spawn(process.execPath, [cli, 'test', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, BASE_URL: baseUrl, E2E_LEFT_OUT: leftOut },
  })
  stopping.signal.addEventListener('abort', () => child.kill('SIGTERM'))
  const [code] = (await once(child, 'close')) as [number | null]
  return code ?? 1
}

async function againstOwnProduct(): Promise<number> {
  await using cleanUp = new AsyncDisposableStack()
  const folder = await temporaryDataFolder()
  cleanUp.defer(folder.remove)
  const product = await startProduct({
    port: await freePort('127.0.0.1'),
    dataDir: folder.path,
    signal: stopping.signal,
  })
  cleanUp.defer(product.stop)
  const code = await runPlaywright(product.url)
  if (code !== 0) console.log(`\nWhat the product said:\n${product.output()}`)
  return code
}

async function main(): Promise<number> {
  try {
    requireBrowser()
    const { BASE_URL } = process.env
    if (!BASE_URL) return await againstOwnProduct()
    console.log(`Left out: ${ownProductOnly}, which starts and stops a product of its own.`)
    return await runPlaywright(BASE_URL, ownProductOnly)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

process.exitCode = await main()
