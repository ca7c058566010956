import type { Task } from '../../domain/task.ts'

export type Swiped = 'right' | 'left'

/** What a row does when it is swiped, in the words it shows meanwhile; null: nothing that way. */
export type Offers = (taskId: string) => Record<Swiped, string | null>

type Options = {
  offers: Offers
  onSwipe: (taskId: string, way: Swiped) => void
}

/** Before a finger has gone this far, it may be a tap or the beginning of scrolling. */
const intentPx = 12
/** A finger lifted after this way means it. */
const enoughPx = 88

type Swipe = { row: HTMLElement; id: string; pointer: number; x: number; y: number; sideways: boolean; moved: number }

/**
 * Lets rows below `list` (`[data-task]`) be swiped by touch. Vertical movement stays with the browser (the rows have
 * `touch-action: pan-y`), which then takes the pointer away: nothing here holds scrolling up. Returns what ends it.
 */
export function watchSwipes(list: HTMLElement, { offers, onSwipe }: Options): () => void {
  let swipe: Swipe | null = null
  const stop = new AbortController()
  const { signal } = stop

  const show = ({ row, id }: Swipe, moved: number) => {
    const way = moved > 0 ? 'right' : 'left'
    const words = offers(id)[way]
    row.dataset.swipe = way
    row.dataset.words = words ?? ''
    row.toggleAttribute('data-enough', words !== null && Math.abs(moved) >= enoughPx)
    // Where there is nothing to do the row gives way a little only.
    row.style.setProperty('--swipe', `${words === null ? moved / 6 : moved}px`)
  }
  const end = (carryOut: boolean) => {
    if (swipe === null) return
    const { row, id, moved, sideways } = swipe
    swipe = null
    row.style.removeProperty('--swipe')
    delete row.dataset.swipe
    row.removeAttribute('data-enough')
    if (!sideways) return
    // A click that ends a swipe is none; where the browser makes none, the next one is meant.
    const swallow = new AbortController()
    row.addEventListener('click', (event) => event.stopPropagation(), { capture: true, signal: swallow.signal })
    setTimeout(() => swallow.abort(), 0)
    const way = moved > 0 ? 'right' : 'left'
    if (carryOut && Math.abs(moved) >= enoughPx && offers(id)[way] !== null) onSwipe(id, way)
  }

  list.addEventListener(
    'pointerdown',
    ({ pointerType, pointerId, clientX, clientY, target }) => {
      if (pointerType !== 'touch' || swipe !== null || !(target instanceof Element)) return
      const row = target.closest<HTMLElement>('[data-task]')
      const id = row?.dataset.task
      if (row === null || id === undefined || target.closest('input, textarea, [popover]') !== null) return
      swipe = { row, id, pointer: pointerId, x: clientX, y: clientY, sideways: false, moved: 0 }
    },
    { signal },
  )
  list.addEventListener(
    'pointermove',
    ({ pointerId, clientX, clientY }) => {
      if (swipe === null || pointerId !== swipe.pointer) return
      const moved = clientX - swipe.x
      if (!swipe.sideways) {
        if (Math.abs(moved) < intentPx || Math.abs(moved) < Math.abs(clientY - swipe.y) * 1.5) return
        swipe.sideways = true
        swipe.row.setPointerCapture(pointerId)
      }
      swipe.moved = moved
      show(swipe, moved)
    },
    { signal },
  )
  list.addEventListener('pointerup', () => end(true), { signal })
  list.addEventListener('pointercancel', () => end(false), { signal })
  return () => stop.abort()
}

/** Right completes or reopens, left snoozes until tomorrow morning. */
export function offersOf(task: Pick<Task, 'status'> | undefined): Record<Swiped, string | null> {
  if (task === undefined) return { right: null, left: null }
  return task.status === 'open' ? { right: 'Complete', left: 'Snooze' } : { right: 'Reopen', left: null }
}
