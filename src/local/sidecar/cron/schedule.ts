const units = { s: 1_000, m: 60_000, h: 3_600_000 } as const
const parts = /(\d+)([smh])/g

/** Milliseconds of a Dapr schedule of the form `@every 1m30s`, the only one the stand-in knows; throws for others. */
export function everyMs(schedule: string): number {
  const duration = /^@every ((?:\d+[smh])+)$/.exec(schedule)?.[1]
  if (duration === undefined)
    throw new Error(`The local sidecar knows only schedules like "@every 1s", not "${schedule}".`)
  const total = [...duration.matchAll(parts)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units],
    0,
  )
  if (total === 0) throw new Error(`A schedule of no length: "${schedule}".`)
  return total
}
