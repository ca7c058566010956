/** Use of one container or process: CPU in millicores, averaged; memory in mebibytes, its most. */
export type Use = { name: string; cpu: number; memory: number }
export type Bounds = { cpu: number; memory: number; cpuLimit: number; memoryLimit: number }
export type Comparison = Use & { bounds: Bounds | undefined; problem: string | undefined }

/** Above this share of its limit a process is about to be killed or slowed down. */
const nearLimit = 0.9

/** What is wrong with what a process asks for, held against what it took under load; nothing where all is well. */
export function compare(use: Use, bounds: Bounds | undefined): Comparison {
  const problem =
    bounds === undefined
      ? 'it has neither requests nor limits'
      : use.memory > bounds.memoryLimit * nearLimit
        ? `takes ${use.memory} Mi of a limit of ${bounds.memoryLimit} Mi`
        : use.cpu > bounds.cpuLimit * nearLimit
          ? `takes ${use.cpu} m of a limit of ${bounds.cpuLimit} m`
          : undefined
  return { ...use, bounds, problem }
}

/** A line for each, the hungriest first. */
export function comparisonTable(rows: readonly Comparison[]): string {
  const cells = rows
    .toSorted((a, b) => b.memory - a.memory)
    .map(({ name, cpu, memory, bounds, problem }) => [
      name,
      `${cpu} m`,
      bounds ? `${bounds.cpu}–${bounds.cpuLimit} m` : '–',
      `${memory} Mi`,
      bounds ? `${bounds.memory}–${bounds.memoryLimit} Mi` : '–',
      problem === undefined ? '✓' : `✗ ${problem}`,
    ])
  const all = [['process', 'CPU', 'requested–limit', 'memory', 'requested–limit', ''], ...cells]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
