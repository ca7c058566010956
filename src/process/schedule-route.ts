import type { schedules } from '../domain/topology.ts'
import type { HttpApp } from './http-app.ts'
import { onlySidecar } from './sidecar-token.ts'

export type ScheduleName = (typeof schedules)[number]['name']

/**
 * Serves a cron binding. It fires on every replica, so `run` must bear running at the same time elsewhere. A failure
 * is answered with its status and only logged by the sidecar: the next firing is the retry.
 */
export function serveSchedule(
  app: HttpApp,
  name: ScheduleName,
  { appApiToken, run }: { appApiToken: string | undefined; run: () => Promise<unknown> },
): void {
  // Daprd asks by OPTIONS whether the app wants the binding at all.
  app.options(`/${name}`, (context) => context.body(null, 200))
  app.post(`/${name}`, onlySidecar(appApiToken), async (context) => {
    await run()
    return context.body(null, 204)
  })
}
