import { useNotifications } from './use-notifications.ts'

/** How many notifications have not been read. */
export const useUnread = (): number => useNotifications().unread
