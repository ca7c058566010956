import type { ReactNode } from 'react'

/** A name and its figure, the figures in one column. */
export function FigureRow({ name, alarm = false, children }: { name: string; alarm?: boolean; children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 py-2">
      <dt className="min-w-0 text-sm text-muted">{name}</dt>
      <dd className={`shrink-0 font-medium tabular-nums ${alarm ? 'text-danger' : ''}`}>{children}</dd>
    </div>
  )
}
