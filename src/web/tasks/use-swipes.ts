import { type RefObject, useEffect, useRef } from 'react'
import type { Task } from '../../domain/task.ts'
import { useSettings } from '../shell/me.ts'
import { useReader } from '../time/reader.ts'
import { usePerform } from './actions.tsx'

/** Rows can be swiped where fingers are: to complete, or to snooze until tomorrow. The code comes only there, with the first touch. */
export function useSwipes(list: RefObject<HTMLElement | null>, tasks: readonly Task[]): void {
  const perform = usePerform()
  const reader = useReader()
  const { weekStart } = useSettings()
  const known = useRef({ tasks, perform, reader, weekStart })
  known.current = { tasks, perform, reader, weekStart }
  const there = tasks.length > 0
  useEffect(() => {
    if (!there || !matchMedia('(any-pointer: coarse)').matches) return
    let stop: (() => void) | undefined
    const leaving = new AbortController()
    const { signal } = leaving
    const load = async () => {
      const [{ watchSwipes, offersOf }, { snoozeChoices }] = await Promise.all([
        import('./swipe.ts'),
        import('../time/snooze-choices.ts'),
      ])
      if (signal.aborted || list.current === null) return
      const taskOf = (id: string) => known.current.tasks.find((task) => task.id === id)
      stop = watchSwipes(list.current, {
        offers: (id) => offersOf(taskOf(id)),
        onSwipe(id, way) {
          const { reader, weekStart, perform } = known.current
          const task = taskOf(id)
          if (task === undefined) return
          if (way === 'right') return void perform({ kind: task.status === 'open' ? 'complete' : 'reopen', task })
          const until = snoozeChoices(reader, weekStart).find(({ label }) => label === 'Tomorrow morning')?.until
          if (until !== undefined) void perform({ kind: 'snooze', task, until })
        },
      })
    }
    const loadNow = () => void load().catch(() => {})
    // The first load is for what is seen; nobody swipes before they have touched anything.
    window.addEventListener('pointerdown', loadNow, { once: true, signal })
    return () => {
      leaving.abort()
      stop?.()
    }
  }, [there, list])
}
