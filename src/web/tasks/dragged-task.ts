/** The data type of a dragged task's id. */
export const draggedTask = 'application/x-task-id'

let fine: boolean | undefined

/** Whether there is a pointer to drag with; a finger swipes. */
export function canDrag(): boolean {
  fine ??= matchMedia('(any-pointer: fine)').matches && !matchMedia('(any-pointer: coarse)').matches
  return fine
}
