/** The data type of a dragged task's id. */
export const draggedTask = 'application/x-task-id'
