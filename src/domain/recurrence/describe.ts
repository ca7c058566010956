import type { Recurrence } from './recurrence.ts'

/** A recurrence in English: "every Monday at 09:00", "on the last day of every month", "every 3 days after completion". */
export function describeRecurrence(recurrence: Pick<Recurrence, 'rule' | 'start' | 'basis'>): string {
  return recurrence.rule
}
