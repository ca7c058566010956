'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

export type UrlChange = Record<string, string | null>

/** The query part of the address, and a way to change some of it: null takes a parameter out. */
export function useUrlState(): [URLSearchParams, (change: UrlChange) => void] {
  const params = useSearchParams()
  const change = useCallback((changes: UrlChange) => {
    const next = new URLSearchParams(window.location.search)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') next.delete(name)
      else next.set(name, value)
    }
    const query = next.toString().replaceAll('%2C', ',')
    window.history.replaceState(null, '', query === '' ? window.location.pathname : `?${query}`)
  }, [])
  return [params, change]
}
