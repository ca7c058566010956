import { describeRecurrence } from '../../../domain/recurrence/describe.ts'
import type { Recurrence } from '../../../domain/recurrence/recurrence.ts'
import type { Task } from '../../../domain/task.ts'
import { calendarText, dueText, instantText, type Present, timeText } from './dates.ts'
import { counted, listed, quoted } from './text.ts'

/** “water the plants” · high · #home · every Monday 09:00 (next: Mon 30 Nov, Europe/Berlin) */
export function taskLine(task: Task, present: Present): string {
  return [quoted(task.title), ...taskFacts(task, present)].join(' · ')
}

/** What is set of a task beside its title, in words. */
export function taskFacts(task: Task, present: Present): string[] {
  const { priority, tags, status } = task
  return [
    ...(status === 'open' ? [] : [status]),
    ...(priority === 'none' ? [] : [priority]),
    ...tags.map((tag) => `#${tag}`),
    ...dueFact(task, present),
  ]
}

function dueFact({ due, timeZone, recurrence }: Task, present: Present): string[] {
  if (due === null) return []
  if (recurrence === null) return [dueText(due, timeZone, present)]
  const day = calendarText(due.date, present)
  // The rule tells the time already, unless this occurrence was moved to another one.
  const next =
    due.time === null || due.time === recurrence.start.time ? day : `${day} at ${timeText(due.time, present)}`
  const zone = recurrence.start.time === null ? '' : `, ${timeZone}`
  return [`${recurrenceText(recurrence, present)} (next: ${next}${zone})`]
}

/** "every Monday 09:00", "every 3 days after completion, 9:00 am". */
function recurrenceText(recurrence: Recurrence, present: Present): string {
  const words = describeRecurrence(recurrence)
  const { time } = recurrence.start
  return time === null ? words : words.replace(` at ${time}`, ` ${timeText(time, present)}`)
}

/** What will remind of a task, as a sentence; what will not is said too. Empty where it has no reminders. */
export function reminderSentence(task: Task, present: Present): string {
  const coming = task.reminders.filter(({ status }) => status === 'pending' || status === 'claimed')
  const missed = task.reminders.filter(({ status }) => status === 'missed')
  const sentences: string[] = []
  if (coming.length > 0) {
    const times = coming.map((reminder) =>
      reminder.kind === 'relative'
        ? lead(task, reminder.minutesBefore ?? 0, present)
        : instantText(reminder.fireAt, present),
    )
    sentences.push(`I will remind you ${listed([...new Set(times)])}.`)
  }
  if (missed.length > 0) {
    const when = listed(missed.map(({ fireAt }) => instantText(fireAt, present)))
    const repeats = task.recurrence === null ? '' : ' From the next time on I will.'
    sentences.push(`The time to remind you (${when}) has passed already, so I will not.${repeats}`)
  }
  return sentences.join(' ')
}

function lead(task: Task, minutes: number, { settings }: Present): string {
  if (minutes > 0) return `${durationText(minutes)} before`
  if (task.due?.time !== null) return 'then'
  return settings.hourCycle === 'h12' ? 'at 9:00 am that day' : 'at 09:00 that day'
}

/** "10 minutes", "2 hours", "1 day". */
export function durationText(minutes: number): string {
  if (minutes % 1_440 === 0) return counted(minutes / 1_440, 'day')
  if (minutes % 60 === 0) return counted(minutes / 60, 'hour')
  return counted(minutes, 'minute')
}
