import { memo, useEffect, useRef, useState } from 'react'
import type { Task } from '../../domain/task.ts'
import { TaskRow } from './task-row.tsx'

/** Rows in one block. */
export const blockSize = 50

/** Blocks that begin further from view than this many heights of the list are left out. */
const margin = '150%'

/**
 * Some rows of the list. While they are far from view only their height stands there, so that a list of ten thousand
 * tasks scrolls like one of a hundred.
 */
export const TaskBlock = memo(function TaskBlock({ tasks }: { tasks: readonly Task[] }) {
  const list = useRef<HTMLUListElement>(null)
  const [height, setHeight] = useState<number | null>(null)
  useEffect(() => {
    const element = list.current
    if (element === null) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return
        if (entry.isIntersecting) setHeight(null)
        // Hidden panes have no height, and what has the focus must not go away.
        else if (entry.boundingClientRect.height > 0 && !element.contains(document.activeElement))
          setHeight(entry.boundingClientRect.height)
      },
      { root: element.closest('[data-scroller]'), rootMargin: `${margin} 0px` },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <ul ref={list} className="px-2" style={height === null ? undefined : { height }}>
      {height === null && tasks.map((task) => <TaskRow key={task.id} task={task} />)}
    </ul>
  )
})
