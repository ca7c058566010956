import { createContext, useContext } from 'react'

/** Which tasks are selected for a common action; `ids` is null while nothing is being selected. */
export type Selection = {
  ids: ReadonlySet<string> | null
  toggle: (id: string) => void
  set: (ids: ReadonlySet<string> | null) => void
}

export const SelectionContext = createContext<Selection>({ ids: null, toggle: () => {}, set: () => {} })
export const useSelection = (): Selection => useContext(SelectionContext)
