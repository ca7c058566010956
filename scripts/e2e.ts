import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { freePort } from '../src/local/free-port.ts'
import { requireBrowser } from './browser/require-browser.ts'
import { startProduct, temporaryDataFolder } from './product/start-product.ts'

/**
 * `npm run test:e2e`: starts the product on a free port and a data folder of its own, runs the browser tests against it
 * and removes both. With BASE_URL they run against that address. Arguments go to Playwright.
 */

const stopping = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort(new Error('Stopped.')))

async function runPlaywright(baseUrl: string): Promise<number> {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  const child = spawn(process.execPath, [cli, 'test', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, BASE_URL: baseUrl },
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
    return await (BASE_URL ? runPlaywright(BASE_URL) : againstOwnProduct())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

process.exitCode = await main()
