'use client'

import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { limits } from '../../domain/limits.ts'
import { newId } from '../rpc/new-id.ts'
import { landmarks } from '../shell/landmarks.ts'
import { usePerform } from './actions.tsx'

export function QuickAdd() {
  const perform = usePerform()
  const [title, setTitle] = useState('')
  const failed = useRef<{ title: string; mutationId: string } | null>(null)
  const add = async () => {
    const typed = title.trim()
    if (typed === '') return
    setTitle('')
    const mutationId = failed.current?.title === typed ? failed.current.mutationId : newId()
    failed.current = null
    if ((await perform({ kind: 'create', task: { title: typed } }, mutationId)) !== null) return
    failed.current = { title: typed, mutationId }
    setTitle((text) => (text === '' ? typed : text))
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
      className="flex items-center gap-2 rounded-md border border-dashed border-line-strong pl-3 focus-within:border-solid focus-within:border-accent"
    >
      <Plus size={17} aria-hidden="true" className="shrink-0 text-accent" />
      <input
        id={landmarks.quickAdd}
        value={title}
        maxLength={limits.titleLength}
        aria-label="Add a task"
        placeholder="Add a task"
        enterKeyHint="done"
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        className="h-10 min-w-0 flex-1 bg-transparent outline-none"
      />
      {title.trim() !== '' && (
        <button type="submit" className="h-10 px-3 text-sm font-semibold text-accent">
          Add
        </button>
      )}
    </form>
  )
}
