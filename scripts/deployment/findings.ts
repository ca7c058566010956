/** What a check found; `fix` says what to do where something is wrong. */
export type Finding = { name: string; state: 'good' | 'warning' | 'bad'; says: string; fix?: string }

export type Check = { name: string; run: () => Promise<Omit<Finding, 'name'>> }

const signs = { good: '✓', warning: '!', bad: '✗' } as const

export const good = (says: string): Omit<Finding, 'name'> => ({ state: 'good', says })
export const bad = (says: string, fix: string): Omit<Finding, 'name'> => ({ state: 'bad', says, fix })
export const warning = (says: string, fix: string): Omit<Finding, 'name'> => ({ state: 'warning', says, fix })

/** Runs every check, one after the other; one that throws has found what it says. */
export async function findAll(checks: readonly Check[]): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, run } of checks) {
    const found = await run().catch((error: unknown) => bad(error instanceof Error ? error.message : String(error), ''))
    findings.push({ name, ...found })
  }
  return findings
}

/** A line for each finding, what to do below it. */
export function report(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ name }) => name.length))
  return findings
    .map(({ name, state, says, fix }) => {
      const line = `${signs[state]} ${name.padEnd(width)}  ${says}`
      return fix ? `${line}\n  ${' '.repeat(width)}  → ${fix}` : line
    })
    .join('\n')
}
