import { type ReactNode, useId } from 'react'

type Props = { title: string; intro?: ReactNode; anchor?: string; children: ReactNode }

export function Section({ title, intro, anchor, children }: Props) {
  const id = useId()
  return (
    <section
      id={anchor}
      aria-labelledby={id}
      className="scroll-mt-4 rounded-xl border border-line bg-surface p-5 sm:p-6"
    >
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {intro && <div className="mt-1 text-sm text-muted">{intro}</div>}
      <div className="mt-4">{children}</div>
    </section>
  )
}
