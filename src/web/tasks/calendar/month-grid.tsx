import type { KeyboardEvent } from 'react'
import type { Task } from '../../../domain/task.ts'
import { addDays } from '../../../domain/time/calendar.ts'
import type { LocalDate } from '../../../domain/time/wall-time.ts'
import { type Locale, longDateWords, weekdayNameOf } from '../../time/clock-format.ts'
import { cx } from '../../ui/class-names.ts'
import { draggedTask } from '../dragged-task.ts'
import { daysOfMonth, type Month } from './month.ts'

type Props = {
  month: Month
  weekStart: number
  today: LocalDate
  chosen: LocalDate
  tasks: ReadonlyMap<LocalDate, readonly Task[]>
  locale: Locale
  onChoose: (day: LocalDate) => void
  /** A task was dropped on a day. */
  onMove: (taskId: string, day: LocalDate) => void
}

/** The days of a month with how much is due; arrows move the choice. */
export function MonthGrid({ month, weekStart, locale, today, chosen, tasks, onChoose, onMove }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key]
    if (days === undefined) return
    event.preventDefault()
    onChoose(addDays(chosen, days))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside have the focus, the keys bubble up
    <div onKeyDown={onKeyDown} className="grid grid-cols-7 gap-0.5 px-2">
      {Array.from({ length: 7 }, (_, index) => weekdayNameOf(((weekStart - 1 + index) % 7) + 1)).map((name) => (
        <span key={name} aria-hidden="true" className="pb-1 text-center text-xs text-muted">
          {name.slice(0, 2)}
        </span>
      ))}
      {daysOfMonth(month, weekStart).map((day) => (
        <Day
          key={day}
          day={day}
          locale={locale}
          count={tasks.get(day)?.length ?? 0}
          outside={!day.startsWith(month)}
          today={day === today}
          chosen={day === chosen}
          onChoose={() => onChoose(day)}
          onDrop={(taskId) => onMove(taskId, day)}
        />
      ))}
    </div>
  )
}

type DayProps = {
  day: LocalDate
  locale: Locale
  count: number
  outside: boolean
  today: boolean
  chosen: boolean
  onChoose: () => void
  onDrop: (taskId: string) => void
}

function Day({ day, locale, count, outside, today, chosen, onChoose, onDrop }: DayProps) {
  const amount = count === 0 ? 'nothing due' : `${count} due`
  return (
    <button
      type="button"
      ref={(element) => {
        // The choice moves by arrow keys, and the focus with it.
        if (chosen && document.activeElement?.closest('[data-day]')) element?.focus()
      }}
      data-day={day}
      tabIndex={chosen ? 0 : -1}
      aria-pressed={chosen}
      aria-current={today ? 'date' : undefined}
      aria-label={`${longDateWords(day, locale)}, ${amount}`}
      onClick={onChoose}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(draggedTask)) event.preventDefault()
      }}
      onDrop={(event) => onDrop(event.dataTransfer.getData(draggedTask))}
      className={cx(
        'flex h-11 flex-col items-center justify-center rounded-md text-sm tabular-nums',
        chosen
          ? 'bg-accent text-on-accent'
          : today
            ? 'bg-accent-soft font-semibold text-accent-strong'
            : 'hover:bg-sunken',
        outside && !chosen && 'text-muted',
      )}
    >
      {Number(day.slice(8))}
      <span className={cx('h-3.5 text-[0.6875rem] leading-3.5', chosen ? '' : 'text-muted')}>
        {count === 0 ? '' : count > 3 ? `${count}` : '•'.repeat(count)}
      </span>
    </button>
  )
}
