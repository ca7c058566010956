import { Bell, Plus, X } from 'lucide-react'
import { limits } from '../../../domain/limits.ts'
import type { Reminder, ReminderInput } from '../../../domain/reminder.ts'
import type { Task } from '../../../domain/task.ts'
import type { TaskPatchInput } from '../../rpc/contract.ts'
import { fullInstantWords } from '../../time/instant-words.ts'
import { useReader } from '../../time/reader.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { MenuItem, MenuItems } from '../../ui/menu-items.tsx'
import { AbsoluteReminder } from './absolute-reminder.tsx'
import { leadChoices, leadWords, reminderInputs } from './reminder-inputs.ts'

type Props = { task: Task; onSave: (patch: TaskPatchInput) => void }

const statusWords: Record<Reminder['status'], string> = {
  pending: '',
  claimed: 'on its way',
  delivered: 'delivered',
  cancelled: 'cancelled',
  missed: 'was already past when it was set',
}

export function ReminderFields({ task, onSave }: Props) {
  const reader = useReader()
  const shown = task.reminders.filter(({ status }) => status !== 'cancelled')
  const kept = reminderInputs(shown)
  const add = (reminder: ReminderInput) => onSave({ reminders: [...kept, reminder] })
  const remove = (id: string) => onSave({ reminders: reminderInputs(shown.filter((other) => other.id !== id)) })
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">Reminders</legend>
      <ul className="flex flex-col gap-1">
        {shown.map((reminder) => (
          <li key={reminder.id} className="flex min-h-9 items-center gap-2 rounded-md bg-sunken pl-3 text-sm">
            <Bell size={15} aria-hidden="true" className="shrink-0 text-muted" />
            <span className="min-w-0 flex-1 py-1.5">
              {reminder.kind === 'snooze' ? 'Snoozed' : leadWords(reminder.minutesBefore)}
              <span className="block text-muted">
                {fullInstantWords(reminder.fireAt, reader)}
                {statusWords[reminder.status] && ` · ${statusWords[reminder.status]}`}
              </span>
            </span>
            {reminder.kind !== 'snooze' && (
              <IconButton label="Remove this reminder" onClick={() => remove(reminder.id)}>
                <X size={15} />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {kept.length < limits.remindersPerTask && (
        <div className="flex flex-wrap items-center gap-2">
          {task.due !== null && (
            <Menu
              label="Add a reminder before it is due"
              triggerClass="inline-flex h-8 items-center gap-1.5 border border-line px-2.5 text-sm font-medium hover:bg-sunken"
              trigger={
                <>
                  <Plus size={15} /> Before it is due
                </>
              }
            >
              <MenuItems>
                {leadChoices.map((minutesBefore) => (
                  <MenuItem key={minutesBefore} onClick={() => add({ kind: 'relative', minutesBefore })}>
                    {leadWords(minutesBefore)}
                  </MenuItem>
                ))}
              </MenuItems>
            </Menu>
          )}
          <AbsoluteReminder onAdd={(at) => add({ kind: 'absolute', at })} />
        </div>
      )}
    </fieldset>
  )
}
