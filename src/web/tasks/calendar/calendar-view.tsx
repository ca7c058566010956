import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { today } from '../../../domain/time/resolve.ts'
import type { LocalDate } from '../../../domain/time/wall-time.ts'
import { problemOf } from '../../rpc/problem.ts'
import { useSettings } from '../../shell/me.ts'
import { longDateWords, monthWords } from '../../time/clock-format.ts'
import { useReader } from '../../time/reader.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { usePerform } from '../actions.tsx'
import type { View } from '../filter-url.ts'
import { TaskRow } from '../task-row.tsx'
import { useTaskList } from '../use-task-view.ts'
import { addMonths, daysOfMonth, tasksByDay } from './month.ts'
import { MonthGrid } from './month-grid.tsx'

/** What is coming up, month by month: a day's tasks stand below, and are dragged to another day to move them. */
export function CalendarView({ view }: { view: View }) {
  const reader = useReader()
  const { weekStart } = useSettings()
  const here = today(reader.now, reader.timeZone)
  const [chosen, setChosen] = useState<LocalDate>(here)
  const month = chosen.slice(0, 7)
  const days = daysOfMonth(month, weekStart)
  const due = { from: days[0] ?? chosen, until: days.at(-1) ?? chosen }
  const { tasks, error, refetch, hasNextPage, fetchNextPage, isFetching } = useTaskList({ ...view, due, sort: 'due' })
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const byDay = useMemo(() => tasksByDay(tasks, reader.timeZone), [tasks, reader.timeZone])
  const perform = usePerform()
  const move = (taskId: string, date: LocalDate) => {
    const task = tasks.find(({ id }) => id === taskId)
    if (task?.due && task.due.date !== date)
      void perform({ kind: 'update', task, patch: { due: { ...task.due, date } } })
  }
  const goTo = (by: number) => setChosen(by === 0 ? here : `${addMonths(month, by)}-01`)
  const members = byDay.get(chosen) ?? []
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto pb-6">
      <div className="flex items-center gap-1 px-3 pt-2 pb-1">
        <h3 aria-live="polite" className="flex-1 pl-1 font-semibold">
          {monthWords(month)}
        </h3>
        <Button small look="quiet" onClick={() => goTo(0)}>
          Today
        </Button>
        <IconButton label="Month before" onClick={() => goTo(-1)}>
          <ChevronLeft size={18} />
        </IconButton>
        <IconButton label="Next month" onClick={() => goTo(1)}>
          <ChevronRight size={18} />
        </IconButton>
      </div>
      <MonthGrid
        month={month}
        weekStart={weekStart}
        locale={reader.locale}
        today={here}
        chosen={chosen}
        tasks={byDay}
        onChoose={setChosen}
        onMove={move}
      />
      <section aria-label={longDateWords(chosen, reader.locale)} className="mt-3 border-t border-line pt-2">
        <h4 className="px-4 py-1 text-xs font-semibold tracking-wide text-muted uppercase">
          {longDateWords(chosen, reader.locale)}
        </h4>
        {error !== null && (
          <div role="alert" className="flex flex-wrap items-center gap-3 px-4 py-2 text-muted">
            {problemOf(error).message}
            <Button small onClick={() => void refetch()}>
              Try again
            </Button>
          </div>
        )}
        {members.length === 0 && error === null && <p className="px-4 py-2 text-muted">Nothing is due.</p>}
        <ul className="px-2">
          {members.map((task) => (
            <TaskRow key={task.id} task={task} />
          ))}
        </ul>
      </section>
    </div>
  )
}
