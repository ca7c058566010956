/** Ids of the fields that shortcuts lead to. */
export const landmarks = { composer: 'composer', quickAdd: 'quick-add', search: 'task-search' } as const

export function focusElement(id: string): void {
  document.getElementById(id)?.focus()
}
