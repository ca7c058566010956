import { lazily } from '../ui/lazily.tsx'

// Sections with code that most visits to the settings have no use for.
export const CalendarSection = lazily(() => import('./calendar-section.tsx').then((module) => module.CalendarSection))
export const ImportSection = lazily(() => import('./import/import-section.tsx').then((module) => module.ImportSection))
export const NotificationsSection = lazily(() =>
  import('./notifications/notifications-section.tsx').then((module) => module.NotificationsSection),
)
