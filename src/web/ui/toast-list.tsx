import { X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { IconButton } from './icon-button.tsx'
import { noToasts, type Toast, useToasts } from './toasts.ts'

/** A problem stays longer: it has more to read. */
const shownMs = { done: 7_000, problem: 14_000 }

export function ToastList() {
  const toasts = useToasts()
  const list = useSyncExternalStore(toasts.subscribe, toasts.current, () => noToasts)
  return (
    <section
      aria-label="Messages"
      className="pointer-events-none fixed inset-x-0 top-[calc(6rem+env(safe-area-inset-top))] z-40 flex flex-col items-center gap-2 px-3"
    >
      {list.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const toasts = useToasts()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => toasts.dismiss(toast.id), shownMs[toast.tone])
    return () => clearTimeout(timer)
  }, [held, toasts, toast])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only stops the clock
    <div
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-full animate-rise items-center gap-1 rounded-lg bg-ink py-1 pr-1 pl-4 text-sm text-canvas shadow-float"
    >
      <p role={toast.tone === 'problem' ? 'alert' : 'status'} className="min-w-0 py-1.5 [overflow-wrap:anywhere]">
        {toast.text}
      </p>
      <span className="ml-auto flex shrink-0 flex-wrap justify-end">
        {toast.actions?.map(({ label, run }) => (
          <button
            key={label}
            type="button"
            className="h-8 rounded-md px-2.5 font-semibold whitespace-nowrap text-canvas underline underline-offset-2 hover:no-underline"
            onClick={() => {
              toasts.dismiss(toast.id)
              run()
            }}
          >
            {label}
          </button>
        ))}
      </span>
      <IconButton
        label="Dismiss"
        onClick={() => toasts.dismiss(toast.id)}
        className="size-8 text-canvas hover:bg-transparent"
      >
        <X size={15} />
      </IconButton>
    </div>
  )
}
