import { AlarmClock, Check, SkipForward } from 'lucide-react'
import type { Notification } from '../../domain/notification.ts'
import { SnoozeItems } from '../tasks/menus/snooze-items.tsx'
import { useOpenTask } from '../tasks/use-open-task.ts'
import { inSentence } from '../time/day-words.ts'
import { dueInstantWords } from '../time/due-instant-words.ts'
import { agoWords, fullInstantWords } from '../time/instant-words.ts'
import { useReader } from '../time/reader.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { Menu } from '../ui/menu.tsx'
import { PageLink } from '../ui/page-link.tsx'
import { type Answer, useNotificationActions } from './use-notification-actions.ts'

const actedWords = { done: 'Done', snoozed: 'Snoozed', skipped: 'Skipped' }

export function NotificationCard({ notification }: { notification: Notification }) {
  const reader = useReader()
  const openTask = useOpenTask()
  const { answer, markRead } = useNotificationActions()
  const { tasks, fireAt, late, readAt, acted, note } = notification
  return (
    <li className={cx('relative px-5 py-4', readAt === null && 'bg-accent-soft/45')}>
      {readAt === null && <span className="absolute top-6 left-2 size-1.5 rounded-full bg-accent" />}
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-muted">
        {readAt === null && <span className="sr-only">Unread.</span>}
        <span className={cx(late && 'font-medium text-warm')}>{headingOf(notification)}</span>
        <time dateTime={fireAt} title={fullInstantWords(fireAt, reader)}>
          {agoWords(fireAt, reader)}
        </time>
      </p>
      {note !== null && (
        <p className="mt-1.5 [overflow-wrap:anywhere]">
          {note}{' '}
          <PageLink href="/settings#notifications" className="text-accent underline underline-offset-2">
            Look at your notification settings
          </PageLink>
        </p>
      )}
      <ul className="mt-1.5 flex flex-col gap-2.5">
        {tasks.map(({ taskId, title, dueAt }) => (
          <li key={taskId}>
            <button
              type="button"
              onClick={() => openTask(taskId)}
              className="rounded-sm text-left font-medium [overflow-wrap:anywhere] hover:underline"
            >
              {title}
            </button>
            {dueAt !== null && <p className="text-sm text-muted">Due {inSentence(dueInstantWords(dueAt, reader))}</p>}
            {acted === null && <Answers onAnswer={(given) => void answer(notification, { ...given, taskId })} />}
          </li>
        ))}
      </ul>
      {acted !== null ? (
        <p className="mt-1.5 flex items-center gap-1 text-sm text-muted">
          <Check size={14} /> {actedWords[acted]}
        </p>
      ) : (
        readAt === null && (
          <button
            type="button"
            onClick={() => void markRead([notification.id])}
            className="mt-2 text-sm text-muted underline underline-offset-2 hover:text-ink"
          >
            Mark as read
          </button>
        )
      )}
    </li>
  )
}

function headingOf({ kind, tasks, late }: Notification): string {
  if (kind === 'channel') return 'A notification channel was turned off'
  if (kind === 'morning') return tasks.length === 1 ? 'Today: one task' : `Today: ${tasks.length} tasks`
  if (kind === 'digest') return `${tasks.length} reminders while you were away`
  return late ? 'Reminder, late' : 'Reminder'
}

function Answers({ onAnswer }: { onAnswer: (answer: Omit<Answer, 'taskId'>) => void }) {
  return (
    <div className="mt-1.5 flex gap-1.5">
      <Button small look="primary" onClick={() => onAnswer({ action: 'done' })}>
        <Check size={15} />
        Done
      </Button>
      <Menu
        label="Snooze"
        triggerClass="inline-flex h-8 items-center gap-1.5 border border-line bg-surface px-2.5 text-sm font-medium hover:bg-sunken"
        trigger={
          <>
            <AlarmClock size={15} /> Snooze
          </>
        }
      >
        <SnoozeItems onChoose={(until) => onAnswer({ action: 'snooze', until })} />
      </Menu>
      <Button small look="quiet" onClick={() => onAnswer({ action: 'skip' })}>
        <SkipForward size={15} />
        Skip
      </Button>
    </div>
  )
}
