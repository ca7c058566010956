import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

test('what cannot be measured, or takes too long, is left out, and the rest of the scrape is there', async () => {
  const metrics = createMetrics('server')
  metrics.gauge('outbox_depth', (gauge) => gauge.set(7))
  metrics.gauge('live_clients', () => Promise.reject(new Error('nobody answers')))
  metrics.gauge('event_lag', async (gauge) => {
    gauge.set({ topic: 'reminders', consumer: 'notifications' }, 1)
    await new Promise(() => undefined)
  })
  const text = await metrics.registry.metrics()
  expect(text).toContain('outbox_depth{app="server"} 7')
  expect(text).not.toMatch(/^(live_clients|event_lag)\{/m)
})
