import { understand } from '../language/understand.ts'
import type { RecurrenceInput } from '../recurrence/recurrence.ts'
import type { ReminderInput } from '../reminder.ts'
import { toWallTime } from '../time/resolve.ts'
import { isKnownTimeZone } from '../time/time-zone.ts'
import { type WallTime, wallTimeSchema } from '../time/wall-time.ts'
import type { ImportContext } from './import-item.ts'

export type ReadDate = { due: WallTime | null; recurrence: RecurrenceInput | null; reminders: ReminderInput[] }

const name = 'task'

/** A date as a sentence has it ("every mon at 9") or in ISO 8601; null where some of it is not understood. */
export function readDate(words: string, context: ImportContext): ReadDate | null {
  const text = words.trim()
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z)?)?$/.exec(text)
  if (iso !== null) {
    const [, date = '', time = null, utc] = iso
    const due = utc ? toWallTime(`${date}T${time}:00Z`, context.timeZone) : { date, time }
    return wallTimeSchema.safeParse(due).success ? { due, recurrence: null, reminders: [] } : null
  }
  const { commands } = understand(`${name} ${text}`, context)
  const [command] = commands
  if (commands.length !== 1 || command?.kind !== 'create') return null
  const { title, due, recurrence, reminders } = command.task
  return title.toLowerCase() === name && due !== null ? { due, recurrence, reminders } : null
}

/** The context of a row that names its own zone; of unknown ones nothing is taken. */
export function inZone(context: ImportContext, zone: string): ImportContext {
  return zone !== '' && isKnownTimeZone(zone) ? { ...context, timeZone: zone } : context
}
