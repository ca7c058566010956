import { addUp, type Tally } from '../chaos/verdict.ts'
import type { Trial } from './trial.ts'

/** One line that passes or fails. */
export type Check = { what: string; passed: boolean }

const widths = [40, 10, 10, 8, 12, 10] as const
export const line = (...cells: (string | number)[]): void =>
  console.log(
    cells
      .map((cell, at) => (at === 0 ? String(cell).padEnd(widths[0]) : String(cell).padStart(widths[at] ?? 12)))
      .join(''),
  )

const total = (rows: readonly Tally[], of: (row: Tally) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0)

export function trialHeader(): void {
  line('fault', 'expected', 'refused', 'lost', 'duplicated', 'whole, s')
}

/** Prints a trial and returns its checks: it was a trial at all, nothing lost, nothing twice, its own demands met. */
export function reportTrial({ name, rows, refused, seconds, problems }: Trial): Check[] {
  const expected = total(rows, (row) => row.expected)
  const [lost, duplicated] = [total(rows, (row) => row.lost), total(rows, (row) => row.duplicated)]
  line(name, expected, refused, lost, duplicated, seconds?.toFixed(1) ?? 'never')
  for (const problem of problems) console.log(`    ${problem}`)
  return [
    { what: `${name}: something was at stake`, passed: expected >= 10 },
    { what: `${name}: nothing lost`, passed: lost === 0 && seconds !== undefined },
    { what: `${name}: nothing twice`, passed: duplicated === 0 },
    { what: `${name}: its own demands`, passed: problems.length === 0 },
  ]
}

/** Everything of all trials at the end, when whatever was still on its way has arrived. */
export function reportWhole(all: readonly Tally[][]): Check[] {
  const rows = addUp(all.map((each) => [...each]))
  console.log('')
  line('in all', 'expected', '', 'lost', 'duplicated')
  for (const { what, expected, lost, duplicated } of rows) line(what, expected, '', lost, duplicated)
  return rows.map(({ what, lost, duplicated }) => ({
    what: `${what}: none lost, none twice`,
    passed: lost === 0 && duplicated === 0,
  }))
}
