import type { ReactNode } from 'react'

export function UserBubble({ children }: { children: ReactNode }) {
  return (
    <li className="flex flex-col items-end gap-1.5">
      <span className="sr-only">You:</span>
      <div className="max-w-[85%] rounded-xl rounded-br-sm bg-accent-soft px-4 py-2.5 [overflow-wrap:anywhere] whitespace-pre-wrap">
        {children}
      </div>
    </li>
  )
}

export function AssistantBlock({ children }: { children: ReactNode }) {
  return (
    <li className="flex min-w-0 flex-col gap-3">
      <span className="sr-only">Assistant:</span>
      {children}
    </li>
  )
}

export function AssistantText({ children }: { children: ReactNode }) {
  return <p className="max-w-[65ch] leading-relaxed [overflow-wrap:anywhere] whitespace-pre-wrap">{children}</p>
}

/** Three dots while nothing of the answer is there. */
export function Thinking() {
  return (
    <p className="flex h-6 items-center gap-1.5">
      <span className="sr-only">Working on it…</span>
      <span className="size-2 animate-blink rounded-full bg-muted" />
      <span className="size-2 animate-blink rounded-full bg-muted [animation-delay:180ms]" />
      <span className="size-2 animate-blink rounded-full bg-muted [animation-delay:360ms]" />
    </p>
  )
}
