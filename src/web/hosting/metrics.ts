import { createMetrics, type Metrics } from '../../process/metrics.ts'

// The bundler may load this module more than once; the default metrics must be collected by one registry only.
const holder = globalThis as { todoWebMetrics?: Metrics }

/** Node's default metrics of this process, event loop lag included. */
export function webMetrics(): Metrics['registry'] {
  holder.todoWebMetrics ??= createMetrics('web')
  return holder.todoWebMetrics.registry
}
