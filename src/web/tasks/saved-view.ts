import type { SavedView } from '../../domain/settings.ts'
import { urlOfView, type View, viewOfUrl } from './filter-url.ts'

/** A view as the query part of the page's address; empty for the usual one. */
export function queryTextOf(view: View): string {
  const params = Object.entries(urlOfView(view)).filter((entry): entry is [string, string] => entry[1] !== null)
  return new URLSearchParams(params).toString()
}

export const viewOfQueryText = (query: string): View => viewOfUrl(new URLSearchParams(query))

/** The saved views with one more; one of the same name is replaced. */
export const withSavedView = (views: readonly SavedView[], added: SavedView): SavedView[] => [
  ...views.filter(({ name }) => name !== added.name),
  added,
]
