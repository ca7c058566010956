import type { Message } from '../../domain/conversation.ts'
import type { Destination, NotifyRules, SentMessage } from '../../domain/destination.ts'
import { exportFormat } from '../../domain/import/own-export.ts'
import { limits } from '../../domain/limits.ts'
import type { Notification } from '../../domain/notification.ts'
import type { Settings } from '../../domain/settings.ts'
import type { Task } from '../../domain/task.ts'
import type { Conversation } from '../chat/conversation-store.ts'
import { toMessage } from '../chat/message-rows.ts'
import type { Database } from '../database/client.ts'
import type { PageKey } from '../database/task-calls.ts'
import { toTask } from '../database/task-rows.ts'
import { toDestination, toSentMessage } from '../destinations/destination-rows.ts'
import { toNotification } from '../notifications/notification-list.ts'

export type ExportedProfile = {
  id: string
  name: string
  email: string
  isGuest: boolean
  settings: Settings
  rules: NotifyRules
}
type Sections = {
  tasks: Task
  conversations: Conversation
  messages: Message
  notifications: Notification
  destinations: Destination
  sent: SentMessage
}
type SectionName = keyof Sections
/** Everything a user has. */
export type Export = {
  format: typeof exportFormat
  exportedAt: string
  profile: ExportedProfile
} & { [S in SectionName]: Sections[S][] }

export type Exporting = {
  database: Database
  userId: string
  /** Rows read at a time. */
  batch?: number
}

type Batches = { [S in SectionName]: AsyncGenerator<Sections[S][]> }

/** A user's data in batches, each read in a transaction of its own under row-level security. */
export function exportBatches({ database, userId, batch = limits.exportBatch }: Exporting): Batches {
  const read = { database, userId, batch }
  return {
    tasks: taskBatches(read),
    conversations: idBatches(read, async (tx, page) =>
      (await tx.conversation.findMany(page)).map(({ id, title, createdAt, updatedAt }) => ({
        id,
        title,
        createdAt: createdAt.toISOString(),
        updatedAt: updatedAt.toISOString(),
      })),
    ),
    messages: idBatches(read, async (tx, page) => (await tx.message.findMany(page)).map(toMessage)),
    notifications: idBatches(read, async (tx, page) => (await tx.notification.findMany(page)).map(toNotification)),
    destinations: idBatches(read, async (tx, page) => (await tx.destination.findMany(page)).map(toDestination)),
    sent: idBatches(read, async (tx, { where, ...page }) => {
      const toDestinations = { channel: { not: 'in-app' }, status: { not: 'gathered' } }
      return (await tx.delivery.findMany({ ...page, where: { ...where, ...toDestinations } })).map(toSentMessage)
    }),
  }
}

type Read = Required<Exporting>
type Page = { where: { userId: string; id?: { gt: string } }; orderBy: { id: 'asc' }; take: number }
type Transaction = Parameters<Parameters<Database['withUser']>[1]>[0]

async function* taskBatches({ database, userId, batch }: Read): AsyncGenerator<Task[]> {
  let after: PageKey | null = null
  do {
    const page: { items: Parameters<typeof toTask>[0][]; next: PageKey | null } = await database.tasks.list({
      userId,
      filter: {},
      sort: 'created',
      descending: false,
      after,
      limit: batch,
    })
    yield page.items.map(toTask)
    after = page.next
  } while (after !== null)
}

async function* idBatches<T extends { id: string }>(
  { database, userId, batch }: Read,
  find: (tx: Transaction, page: Page) => Promise<T[]>,
): AsyncGenerator<T[]> {
  for (let last: string | undefined, more = true; more; ) {
    const where = { userId, ...(last === undefined ? {} : { id: { gt: last } }) }
    const items = await database.withUser(userId, (tx) => find(tx, { where, orderBy: { id: 'asc' }, take: batch }))
    if (items.length > 0) yield items
    last = items.at(-1)?.id
    more = items.length === batch
  }
}

const sectionNames = ['tasks', 'conversations', 'messages', 'notifications', 'destinations', 'sent'] as const

/** The export as JSON text, piece by piece: memory holds one batch, however much the user has. */
export async function* exportText(
  exporting: Exporting,
  { profile, exportedAt }: Pick<Export, 'profile' | 'exportedAt'>,
): AsyncGenerator<string> {
  const head = JSON.stringify({ format: exportFormat, exportedAt, profile })
  yield head.slice(0, -1)
  const batches = exportBatches(exporting)
  for (const name of sectionNames) {
    let separator = `,\n"${name}":[\n`
    for await (const items of batches[name]) {
      for (const item of items) {
        yield separator + JSON.stringify(item)
        separator = ',\n'
      }
    }
    yield separator.startsWith(',\n"') ? `${separator}]` : '\n]'
  }
  yield '}\n'
}
