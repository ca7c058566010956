import { createContext, useContext } from 'react'

export type ToastAction = { label: string; run: () => void }

export type Toast = {
  id: number
  text: string
  tone: 'done' | 'problem'
  actions?: readonly ToastAction[]
}

/**
 * What is announced at the top of the window: problems, and the last thing done. Only that can be undone without
 * undoing what was built on it, so it replaces the one before.
 */
export type Toasts = {
  show: (toast: Omit<Toast, 'id'>) => number
  dismiss: (id: number) => void
  subscribe: (listener: () => void) => () => void
  current: () => readonly Toast[]
}

const shownAtOnce = 3
export const noToasts: readonly Toast[] = []

export function createToasts(): Toasts {
  let list: readonly Toast[] = []
  let last = 0
  const listeners = new Set<() => void>()
  const set = (next: readonly Toast[]) => {
    list = next
    for (const listener of listeners) listener()
  }
  return {
    show(toast) {
      last += 1
      const kept = toast.tone === 'done' ? list.filter(({ tone }) => tone !== 'done') : list
      set([...kept, { ...toast, id: last }].slice(-shownAtOnce))
      return last
    },
    dismiss: (id) => set(list.filter((toast) => toast.id !== id)),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    current: () => list,
  }
}

export const ToastContext = createContext<Toasts>(createToasts())
export const useToasts = (): Toasts => useContext(ToastContext)
