import type { QueryClient } from '@tanstack/react-query'
import type { LiveUpdate } from '../rpc/contract.ts'
import { messagesKey } from '../rpc/query-keys.ts'
import type { Queries } from '../rpc/trpc.ts'
import { applyTaskChanges } from '../tasks/task-cache.ts'
import type { SeqLog } from './seq-log.ts'

export type LiveTarget = { cache: QueryClient; queries: Queries; seen: SeqLog }

type Update = Extract<LiveUpdate, { type: 'update' }>['updates'][number]

/** Renews exactly what an update has changed. */
export function applyLiveUpdate(update: LiveUpdate, target: LiveTarget): void {
  if (update.type === 'ready') return
  if (update.type === 'refetch') {
    void target.cache.invalidateQueries()
    return
  }
  if (target.seen.has(update.seq)) return
  for (const change of update.updates) applyChange(change, target)
}

function applyChange({ type, data }: Update, { cache, queries }: LiveTarget): void {
  switch (type) {
    case 'task.changed':
      if ('tasks' in data) applyTaskChanges(data.tasks, { cache, queries })
      return
    case 'notification.created':
    case 'notification.changed':
      void cache.invalidateQueries(queries.notifications.pathFilter())
      return
    case 'conversation.changed':
      void cache.invalidateQueries(queries.chat.conversations.pathFilter())
      if ('conversationId' in data)
        void cache.invalidateQueries({ queryKey: messagesKey(queries, data.conversationId) })
      return
    case 'destinations.changed':
      void cache.invalidateQueries(queries.destinations.pathFilter())
      return
    case 'settings.changed':
      void cache.invalidateQueries(queries.me.get.pathFilter())
      // With another time zone, whole days have moved.
      void cache.invalidateQueries(queries.tasks.pathFilter())
      return
    default:
  }
}
