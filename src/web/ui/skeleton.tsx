import { cx } from './class-names.ts'

/** Grey lines where rows will be. */
export function Skeleton({ rows, className }: { rows: number; className?: string }) {
  return (
    <div aria-hidden="true" className={cx('flex flex-col gap-3', className)}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div key={row} className="flex animate-shimmer items-center gap-3">
          <span className="size-5 rounded-full bg-line" />
          <span className={cx('h-3.5 rounded-sm bg-line', ['w-3/4', 'w-1/2', 'w-2/3'][row % 3])} />
        </div>
      ))}
    </div>
  )
}
