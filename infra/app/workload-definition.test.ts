import { expectTypeOf, test } from 'vitest'
import type { serverEnvironment, workerEnvironment } from '../../src/domain/environment.ts'
import type { Variables } from './workload-definition.ts'

// Judged by the type check: each line below an expected error must be one.
test('a variable that is missing or misspelt is a type error', () => {
  const whole: Variables<typeof workerEnvironment> = { APP_PORT: '1', DAPR_HTTP_PORT: '2' }
  // @ts-expect-error APP_PORT is missing.
  const missing: Variables<typeof workerEnvironment> = { DAPR_HTTP_PORT: '2' }
  // @ts-expect-error LOG_LEVL is no variable.
  const misspelt: Variables<typeof workerEnvironment> = { ...whole, LOG_LEVL: 'info' }
  expectTypeOf(missing).toEqualTypeOf(misspelt)
  expectTypeOf<Variables<typeof serverEnvironment>>().toHaveProperty('APP_URL')
})
