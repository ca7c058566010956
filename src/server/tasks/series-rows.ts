import type { Database } from '../database/client.ts'

/** The other tasks of a series, as far as moving it on has to know them. */
export type SeriesRow = {
  id: string
  occurrence: string | null
  status: string
  version: number
  predecessorId: string | null
  /** Open, and what the series goes on from. */
  carries: boolean
}

/** The other open tasks of a series, and those at or after an occurrence whatever their status. */
export async function readSeries(
  database: Pick<Database, 'withUser'>,
  userId: string,
  { id, series_id, occurrence }: { id: string; series_id: string | null; occurrence: string | null },
): Promise<SeriesRow[]> {
  if (series_id === null) return []
  const rows = await database.withUser(userId, (tx) =>
    tx.task.findMany({
      where: {
        userId,
        seriesId: series_id,
        id: { not: id },
        OR: [{ status: 'open' }, { occurrence: { gte: occurrence ?? '' } }],
      },
      select: { id: true, occurrence: true, status: true, version: true, predecessorId: true, recurrence: true },
      orderBy: { occurrence: 'asc' },
    }),
  )
  return rows.map(({ recurrence, ...row }) => ({ ...row, carries: row.status === 'open' && recurrence !== null }))
}

/** Occurrences of the series that a task stands for already. */
export function takenOccurrences(rows: readonly SeriesRow[]): Set<string> {
  return new Set(rows.flatMap(({ occurrence }) => occurrence ?? []))
}
