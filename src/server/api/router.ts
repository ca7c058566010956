import { accountRouter } from '../account/router.ts'
import { calendarRouter } from '../calendar/router.ts'
import { changesRouter } from '../changes/router.ts'
import { modelRouter } from '../chat/model/router.ts'
import { chatRouter } from '../chat/router.ts'
import { destinationsRouter } from '../destinations/router.ts'
import { tokensRouter } from '../identity/tokens/router.ts'
import { importRouter } from '../import/router.ts'
import { liveRouter } from '../live/router.ts'
import { notificationsRouter } from '../notifications/router.ts'
import { operationsRouter } from '../operations/router.ts'
import { tasksRouter } from '../tasks/router.ts'
import { router } from './trpc.ts'

/** Every procedure of the API. */
export const appRouter = router({
  me: accountRouter,
  tasks: tasksRouter,
  changes: changesRouter,
  notifications: notificationsRouter,
  destinations: destinationsRouter,
  chat: chatRouter,
  tokens: tokensRouter,
  model: modelRouter,
  imports: importRouter,
  calendar: calendarRouter,
  live: liveRouter,
  admin: operationsRouter,
})
export type AppRouter = typeof appRouter
