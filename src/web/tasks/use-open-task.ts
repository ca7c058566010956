import { useUrlState } from '../shell/url-state.ts'

/** Opens a task's details; which one is open is part of the address. */
export function useOpenTask(): (id: string) => void {
  const [, changeUrl] = useUrlState()
  return (id) => changeUrl({ task: id })
}
