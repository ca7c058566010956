import { Skeleton } from '../ui/skeleton.tsx'

/** The page's outline while its data is on the way. */
export function LoadingFrame() {
  return (
    <main aria-busy="true" className="flex h-dvh flex-col">
      <span className="sr-only">Loading…</span>
      <div className="h-14 border-b border-line bg-surface" />
      <div className="flex min-h-0 flex-1">
        <div className="flex-1 p-6">
          <Skeleton rows={4} className="mx-auto max-w-2xl pt-16" />
        </div>
        <div className="w-88 border-l border-line bg-surface p-5 max-md:hidden">
          <Skeleton rows={8} />
        </div>
      </div>
    </main>
  )
}
