import type { Dashboard } from './dashboard.ts'
import { events } from './events.ts'
import { logs } from './logs.ts'
import { overview } from './overview.ts'
import { resources } from './resources.ts'

export const dashboards: readonly Dashboard[] = [overview, events, resources, logs]
