/** One line of the report. */
export type Result = {
  name: string
  /** What was measured, with its unit. */
  value: string
  /** What is wanted; empty for what is only told. */
  target: string
  /** Null where there is no target. */
  reached: boolean | null
  /** The figures behind it: the raw limit's beside ours. */
  figures: string
  /** What limits it, as measured; told where the target is missed. */
  limit?: string
}

export const rounded = (value: number, digits = 2): string => value.toFixed(digits)

/** Prints the table and, for each missed target, what limits it. */
export function printReport(results: readonly Result[]): void {
  const mark = ({ reached }: Result): string => (reached === null ? ' ' : reached ? '✓' : '✗')
  const rows = results.map((result) => [mark(result), result.name, result.value, result.target, result.figures])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  console.log()
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  const missed = results.filter(({ reached }) => reached === false)
  if (missed.length > 0) console.log('\nWhat limits the missed ones:')
  for (const { name, limit } of missed) console.log(`  ${name}: ${limit ?? 'not known'}`)
}
