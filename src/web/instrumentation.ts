import { startWebMetrics } from './hosting/metrics.ts'

/** Next calls it once as its server starts. */
export async function register(): Promise<void> {
  await startWebMetrics()
}
