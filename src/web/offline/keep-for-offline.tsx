import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { saveData } from './saved-data.ts'

const usedOffline = [
  () => import('../live/apply-update.ts'),
  () => import('../tasks/perform-action.ts'),
  () => import('./waiting-changes.tsx'),
  () => import('../ui/toast-list.tsx'),
  () => import('../chat/failed-turn.tsx'),
  () => import('../language/completions.tsx'),
  () => import('../language/task-of.ts'),
]

const pauseMs = 1_000
const untilQuietMs = 4_000

/** Keeps page and data on this device, so that both are there without a connection. */
export function KeepForOffline() {
  const cache = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const save = () => {
      timer = undefined
      saveData(cache, localStorage, new Date().toISOString())
    }
    const saveSoon = () => {
      timer ??= setTimeout(save, pauseMs)
    }
    saveSoon()
    const stop = cache.getQueryCache().subscribe(({ type }) => type === 'updated' && saveSoon())
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [cache])
  useEffect(() => void keepShell(), [])
  return null
}

/** Service workers exist in secure contexts only; elsewhere the page needs its server. */
async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  const { active } = await navigator.serviceWorker.ready
  const keepLoaded = () => {
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
    active?.postMessage({ keep: loaded.filter((name) => name.includes('/_next/static/')) })
  }
  keepLoaded()
  // What tasks are changed with has to be there before the connection goes, but the page comes first.
  await new Promise((resolve) => setTimeout(resolve, untilQuietMs))
  await Promise.all(usedOffline.map((load) => load())).catch(() => undefined)
  keepLoaded()
}
