import type { MiddlewareHandler } from 'hono'
import { wakeUp } from '../../domain/topology.ts'
import type { HttpApp } from '../../process/http-app.ts'
import { type Hearing, hearUpdate } from './hear-update.ts'

/** Takes the broadcast of task-updates where no broker is: every replica hears of every user's changes, and looks up what they were. */
export function mountWakeUp(app: HttpApp, guard: MiddlewareHandler, hearing: Hearing): void {
  app.post(wakeUp.route, guard, async (context) => {
    const heard = hearUpdate(await context.req.json().catch(() => undefined), hearing)
    return context.json({ status: heard ? 'SUCCESS' : 'DROP' })
  })
}
