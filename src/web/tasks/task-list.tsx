import { useMemo, useRef, useState } from 'react'
import { problemOf } from '../rpc/problem.ts'
import { useReader } from '../time/reader.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/class-names.ts'
import { lazily } from '../ui/lazily.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { EmptyList } from './empty-list.tsx'
import type { View } from './filter-url.ts'
import { groupByDue, type TaskGroup } from './group-by-due.ts'
import { inBlocks } from './in-blocks.ts'
import { MoreTasks } from './more-tasks.tsx'
import { blockSize, TaskBlock } from './task-block.tsx'
import { useSwipes } from './use-swipes.ts'
import { useTaskList } from './use-task-view.ts'

const DropDays = lazily(() => import('./drop-days.tsx').then((module) => module.DropDays))

export function TaskList({ view, onReset }: { view: View; onReset: (view: View) => void }) {
  const { tasks, isPending, error, refetch, isPlaceholderData, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useTaskList(view)
  const reader = useReader()
  const scroller = useRef<HTMLDivElement>(null)
  useSwipes(scroller, tasks)
  const [dragged, setDragged] = useState<string | null>(null)
  const draggedTask = dragged === null ? undefined : tasks.find(({ id }) => id === dragged)
  const groups = useMemo<TaskGroup[]>(
    () => (view.sort === 'due' ? groupByDue(tasks, reader) : [{ title: '', tasks }]),
    [view.sort, tasks, reader],
  )
  if (isPending && error === null) {
    return (
      <div aria-busy="true" className="flex-1">
        <span className="sr-only">Loading tasks…</span>
        <Skeleton rows={8} className="p-5" />
      </div>
    )
  }
  if (error !== null && tasks.length === 0) {
    return (
      <div role="alert" className="flex flex-1 flex-col items-center justify-center gap-3 p-8 text-center text-muted">
        {problemOf(error).message}
        <Button small onClick={() => void refetch()}>
          Try again
        </Button>
      </div>
    )
  }
  if (tasks.length === 0) return <EmptyList view={view} onReset={onReset} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is for pointers; the date's own menu is for everyone
    <div
      ref={scroller}
      data-scroller=""
      onDragStart={({ target }) => {
        const id = target instanceof Element ? target.closest<HTMLElement>('[data-task]')?.dataset.task : undefined
        // A page that changes while the drag begins would end it at once.
        if (id !== undefined) requestAnimationFrame(() => setDragged(id))
      }}
      onDragEnd={() => setDragged(null)}
      aria-busy={isPlaceholderData}
      className={cx('scroll-thin min-h-0 flex-1 overflow-y-auto pb-6', isPlaceholderData && 'opacity-60')}
    >
      {draggedTask !== undefined && <DropDays task={draggedTask} />}
      {groups.map(({ title, tasks: members }, index) => (
        // Sorted backwards, a heading can come up twice.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <section key={`${title}${index}`} aria-label={title === '' ? 'Tasks' : title}>
          {title !== '' && (
            <h3
              className={cx(
                'sticky top-0 z-10 bg-surface px-4 pt-3 pb-1 text-xs font-semibold tracking-wide uppercase',
                title === 'Overdue' ? 'text-danger' : 'text-muted',
              )}
            >
              {title}
            </h3>
          )}
          {inBlocks(members, blockSize).map((block, place) => (
            // A block is a place in the list, whoever stands there.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <TaskBlock key={place} tasks={block} />
          ))}
        </section>
      ))}
      {hasNextPage && <MoreTasks loading={isFetchingNextPage} onMore={() => void fetchNextPage()} />}
    </div>
  )
}
