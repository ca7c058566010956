import type { Budget } from './budget.ts'
import { mebibyte } from './quantity.ts'

type Cells = readonly string[]

/** The budget as text: what is used of what there is, then what each workload requests at most. */
export function budgetTable({ rows, workloads }: Budget): string {
  const uses = rows.map(({ what, used, limit, unit }) => [
    what,
    `${used} ${unit}`.trim(),
    `${limit} ${unit}`.trim(),
    used > limit ? '✗' : '✓',
  ])
  const pods = workloads
    .toSorted((a, b) => b.requests.cpu - a.requests.cpu || a.name.localeCompare(b.name))
    .map(({ name, pods: count, requests }) => [
      name,
      String(count),
      `${requests.cpu} m`,
      `${Math.ceil(requests.memory / mebibyte)} Mi`,
    ])
  return [table(['Always Free', 'used', 'limit', ''], uses), table(['At most', 'pods', 'CPU', 'memory'], pods)].join(
    '\n\n',
  )
}

function table(head: Cells, rows: readonly Cells[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: Cells): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n')
}
