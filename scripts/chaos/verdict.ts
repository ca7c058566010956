import type { Ledger } from './load.ts'
import type { Seen } from './read-back.ts'

/** How often something was to be there, and how often it was missing or there again. */
export type Tally = { what: string; expected: number; lost: number; duplicated: number }

/** What was acknowledged held against what is there. */
export function tallies(ledger: Ledger, seen: Seen): Tally[] {
  const byTitle = countBy(seen.tasks, (task) => task.title)
  const firstById = new Map(seen.tasks.map((task) => [task.id, task]))
  const notified = countBy(
    seen.notifications.flatMap(({ tasks }) => tasks),
    ({ taskId }) => taskId,
  )
  // A reminder already past when its task was stored, as after a retry, is told to the user and never fires.
  const fired = [...ledger.reminded].filter((id) => firstById.get(id)?.reminders[0]?.status !== 'missed')
  const unfired = [...ledger.reminded].filter((id) => firstById.get(id)?.reminders[0]?.status === 'missed')
  const single = [...ledger.created.keys()].filter((title) => !ledger.completed.has(title))
  return [
    tally(
      'tasks created',
      single.map((title) => byTitle.get(title) ?? 0),
      1,
    ),
    tally(
      'reminders notified',
      fired.map((id) => notified.get(id) ?? 0),
      1,
    ),
    tally(
      'reminders already past',
      unfired.map((id) => notified.get(id) ?? 0),
      0,
    ),
    tally(
      'next occurrences',
      [...ledger.completed].map((title) => byTitle.get(title) ?? 0),
      2,
    ),
  ]
}

/** Notifications that came before their time, by the database's clock. */
export const earlyOnes = ({ notifications }: Seen): number =>
  notifications.filter(({ createdAt, fireAt }) => Date.parse(createdAt) < Date.parse(fireAt)).length

/** The sums over all users. */
export function addUp(all: Tally[][]): Tally[] {
  const [first = [], ...others] = all
  return first.map((start, index) =>
    others.reduce((sum, rows) => {
      const row = rows[index] ?? { expected: 0, lost: 0, duplicated: 0 }
      return {
        what: sum.what,
        expected: sum.expected + row.expected,
        lost: sum.lost + row.lost,
        duplicated: sum.duplicated + row.duplicated,
      }
    }, start),
  )
}

export const isSettled = (rows: Tally[]): boolean =>
  rows.every(({ lost, duplicated }) => lost === 0 && duplicated === 0)

function tally(what: string, counts: number[], each: number): Tally {
  return {
    what,
    expected: counts.length,
    lost: counts.filter((count) => count < each).length,
    duplicated: counts.filter((count) => count > each).length,
  }
}

function countBy<T>(items: T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return counts
}
