import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '../../rpc/trpc.ts'
import { useAction } from '../../rpc/use-action.ts'
import { agoWords } from '../../time/instant-words.ts'
import { useReader } from '../../time/reader.ts'
import { Button } from '../../ui/button.tsx'
import { useToasts } from '../../ui/toasts.ts'
import { sourceNames, tasksWords } from './import-preview.tsx'

/** Imports of the last day, which can be taken back as a whole. */
export function PastImports() {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const act = useAction()
  const toasts = useToasts()
  const reader = useReader()
  const [busy, setBusy] = useState<string | null>(null)
  const { data: imports = [] } = useQuery(queries.imports.recent.queryOptions(undefined, { staleTime: 0 }))
  const undo = async (importId: string, tasks: number) => {
    setBusy(importId)
    let removed = 0
    for (let left = 1; left > 0; ) {
      const result = await act((mutationId) => api.imports.undo.mutate({ mutationId, importId }))
      removed += result?.removed ?? 0
      left = result?.left ?? 0
    }
    setBusy(null)
    const kept = tasks - removed
    const rest = kept > 0 ? ` ${tasksWords(kept)} stayed: changed or deleted since.` : ''
    toasts.show({ tone: 'done', text: `${tasksWords(removed)} taken back.${rest}` })
    void cache.invalidateQueries(queries.tasks.pathFilter())
    void cache.invalidateQueries(queries.imports.pathFilter())
  }
  if (imports.length === 0) return null
  return (
    <ul className="mt-4 divide-y divide-line border-t border-line pt-1" aria-label="Recent imports">
      {imports.map(({ importId, source, tasks, at }) => (
        <li key={importId} className="flex items-center gap-3 py-2.5">
          <p className="min-w-0 flex-1">
            {tasksWords(tasks)} from {sourceNames[source]}
            <span className="block text-sm text-muted">{agoWords(at, reader)}</span>
          </p>
          <Button small disabled={busy !== null} onClick={() => void undo(importId, tasks)}>
            {busy === importId ? 'Taking back…' : 'Take back'}
          </Button>
        </li>
      ))}
    </ul>
  )
}
