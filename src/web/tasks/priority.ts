import type { Priority } from '../../domain/task.ts'

/** Highest first, as menus list them. */
export const priorityNames: Record<Priority, string> = {
  urgent: 'Urgent',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  none: 'None',
}
export const priorityList = Object.keys(priorityNames) as Priority[]

export const priorityText: Record<Priority, string> = {
  urgent: 'text-danger',
  high: 'text-warm',
  medium: 'text-cool',
  low: 'text-muted',
  none: 'text-muted',
}

export const priorityRing: Record<Priority, string> = {
  urgent: 'border-danger bg-danger/10',
  high: 'border-warm bg-warm/10',
  medium: 'border-cool bg-cool/10',
  low: 'border-line-strong',
  none: 'border-line-strong',
}
