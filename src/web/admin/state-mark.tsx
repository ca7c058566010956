import { CircleAlert, CircleCheck } from 'lucide-react'

/** Well or not, told by shape and word as well as by colour. */
export function StateMark({ ok, words }: { ok: boolean; words: string }) {
  const Icon = ok ? CircleCheck : CircleAlert
  return (
    <span className={`inline-flex items-center gap-1.5 text-sm font-medium ${ok ? 'text-muted' : 'text-danger'}`}>
      <Icon size={16} aria-hidden />
      {words}
    </span>
  )
}
