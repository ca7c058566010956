import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type AppId, appIds } from '../../src/domain/topology.ts'
import type { Product } from '../product/start-product.ts'
import { childrenOf, killApp, killDatabase } from './processes.ts'

export type Fault = AppId | 'database' | 'supervisor' | 'all at once'

/** Every process often enough; the supervising one takes all others and its sidecars down with it. */
const plan: readonly Fault[] = [
  ...appIds.flatMap((app) => Array.from<Fault>({ length: 5 }).fill(app)),
  'database',
  'database',
  'supervisor',
  'supervisor',
  'supervisor',
  'all at once',
]

type Injection = {
  product: Product
  dataDir: string
  restart: () => Promise<Product>
  onFault: (fault: Fault) => void
  /** Told which processes a killed supervisor has left behind. */
  onLeft: (pids: number[]) => void
}

/** Injects the faults in random order, each after a random wait; returns the product as it runs then. */
export async function injectFaults({ product, dataDir, restart, onFault, onLeft }: Injection): Promise<Product> {
  let current = product
  for (const fault of shuffled(plan)) {
    await delay(randomInt(300, 3_000))
    onFault(fault)
    if (fault === 'supervisor') {
      onLeft(childrenOf(current.pid))
      await current.kill()
      current = await restart()
    } else if (fault === 'database') {
      killDatabase(dataDir)
    } else {
      const { pid } = current
      await Promise.all((fault === 'all at once' ? appIds : [fault]).map((app) => killApp(pid, app)))
    }
  }
  return current
}

function shuffled<T>(items: readonly T[]): T[] {
  const result = [...items]
  for (let last = result.length - 1; last > 0; last--) {
    const other = randomInt(last + 1)
    const [a, b] = [result[last], result[other]]
    if (a === undefined || b === undefined) continue
    result[last] = b
    result[other] = a
  }
  return result
}
