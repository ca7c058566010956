import { useCallback, useMemo, useSyncExternalStore } from 'react'

export type UrlChange = Record<string, string | null>

const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

/** The query part of the address, and a way to change some of it: null takes a parameter out. */
export function useUrlState(): [URLSearchParams, (change: UrlChange) => void] {
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => '',
  )
  const params = useMemo(() => new URLSearchParams(search), [search])
  const change = useCallback((changes: UrlChange) => {
    const next = new URLSearchParams(window.location.search)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') next.delete(name)
      else next.set(name, value)
    }
    const query = next.toString().replaceAll('%2C', ',')
    const url = query === '' ? window.location.pathname : `?${query}`
    // Next comes back to what its own state says.
    window.history.replaceState({ ...window.history.state, url, as: url }, '', url)
    for (const listener of listeners) listener()
  }, [])
  return [params, change]
}
