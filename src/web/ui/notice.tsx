import type { ReactNode } from 'react'

/** A page that says one thing. */
export function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="flex max-w-md flex-col items-center gap-4 text-center text-muted">
        <h1 className="text-2xl font-semibold text-balance text-ink">{title}</h1>
        {children}
      </div>
    </main>
  )
}
