import { CloudUpload } from 'lucide-react'
import { doneWords } from '../tasks/done-words.ts'
import type { Waiting } from './outbox.ts'

const shown = 3

/** What the server does not know yet. */
export function WaitingChanges({ waiting }: { waiting: readonly Waiting[] }) {
  const more = waiting.length - shown
  return (
    <p className="flex items-center justify-center gap-2 border-b border-line bg-sunken px-4 py-1.5 text-sm">
      <CloudUpload size={15} className="shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        Waiting to be sent:{' '}
        {waiting
          .slice(0, shown)
          .map(({ action }) => doneWords(action))
          .join(' · ')}
        {more > 0 && ` · and ${more} more`}
      </span>
    </p>
  )
}
