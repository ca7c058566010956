import { components, publisher, schedules, subscriptions } from '../../src/domain/topology.ts'
import type { PolicyNames, Resiliency, Retry } from './objects.ts'
import type { DaprSettings } from './settings.ts'

/**
 * For ever: whether an event is to be given up is its consumer's to say, by DROP. A sidecar that gave up by itself would
 * hand what comes while `server` is away to the dead letters.
 */
const defaultDelivery: Retry = { policy: 'constant', duration: '2s', maxRetries: -1 }

const timeouts = { call: '4s', publish: '5s', state: '2s', delivery: '60s', schedule: '60s' } as const

const retries = {
  // Only what may be over in a moment: other answers are the callee's last word.
  call: { policy: 'exponential', maxInterval: '1s', maxRetries: 1, matching: { httpStatusCodes: '429,502-504' } },
  publish: { policy: 'constant', duration: '200ms', maxRetries: 2 },
  // A lease that is taken already is tried again too, for nothing.
  state: { policy: 'constant', duration: '200ms', maxRetries: 1 },
} as const satisfies Record<string, Retry>

/** Five failures in a row, and for the next seconds nobody waits for what is not there. */
const breaker = { maxRequests: 1, interval: '0s', timeout: '3s', trip: 'consecutiveFailures >= 5' }
// A lease that is taken already counts as a failure, and several may be in a row.
const breakers = { call: breaker, publish: breaker, state: { ...breaker, trip: 'consecutiveFailures >= 20' } }

const outgoing = (name: keyof typeof retries): PolicyNames => ({ timeout: name, retry: name, circuitBreaker: name })

/**
 * Time-outs, retries and circuit breakers. None of them is for `web`: an event stream is silent for as long as it
 * likes, and browsers and their users try again by themselves.
 */
export function daprResiliency({ delivery = defaultDelivery }: DaprSettings): Resiliency[] {
  const policies = { timeouts, retries: { ...retries, delivery }, circuitBreakers: breakers }
  const sweeps = schedules.map(({ name }) => [name, { inbound: { timeout: 'schedule' } }])
  return [
    {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Resiliency',
      metadata: { name: 'publisher' },
      spec: {
        policies,
        targets: {
          apps: {},
          components: { [components.pubsub]: { outbound: outgoing('publish') }, ...Object.fromEntries(sweeps) },
        },
      },
      scopes: [publisher],
    },
    {
      apiVersion: 'dapr.io/v1alpha1',
      kind: 'Resiliency',
      metadata: { name: 'consumers' },
      spec: {
        policies,
        targets: {
          apps: { server: outgoing('call') },
          components: {
            [components.pubsub]: {
              // No breaker: an open one would hand all that comes to the dead letters at once.
              inbound: { timeout: 'delivery', retry: 'delivery' },
              outbound: outgoing('publish'),
            },
            [components.state]: { outbound: outgoing('state') },
          },
        },
      },
      scopes: [...new Set(subscriptions.map(({ app }) => app))],
    },
  ]
}
