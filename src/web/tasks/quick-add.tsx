import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import type { TextRange } from '../../domain/language/plan.ts'
import { limits } from '../../domain/limits.ts'
import { taskOf } from '../language/task-of.ts'
import { rangesAfterEdit } from '../language/text-ranges.ts'
import { UnderstoodChips } from '../language/understood-chips.tsx'
import { useUnderstanding } from '../language/use-understanding.ts'
import { newId } from '../rpc/new-id.ts'
import { landmarks } from '../shell/landmarks.ts'
import { useSettings } from '../shell/me.ts'
import { usePerform } from './actions.tsx'

type Draft = { text: string; ignored: readonly TextRange[] }
const emptyDraft: Draft = { text: '', ignored: [] }

export function QuickAdd() {
  const perform = usePerform()
  const { timeZone, weekStart } = useSettings()
  const [{ text, ignored }, setDraft] = useState<Draft>(emptyDraft)
  const plan = useUnderstanding(text, ignored)
  const spans = plan?.commands.length === 1 && plan.commands[0]?.kind === 'create' ? plan.spans : []
  const input = useRef<HTMLInputElement>(null)
  const failed = useRef<{ typed: string; mutationId: string } | null>(null)
  const add = async () => {
    const typed = text.trim()
    if (typed === '') return
    setDraft(emptyDraft)
    const mutationId = failed.current?.typed === typed ? failed.current.mutationId : newId()
    failed.current = null
    const now = new Date().toISOString()
    const task = await taskOf(typed, { now, timeZone, weekStart, ignored: rangesAfterEdit(text, typed, ignored) })
    if ((await perform({ kind: 'create', task }, mutationId)) !== null) return
    failed.current = { typed, mutationId }
    setDraft((draft) => (draft.text === '' ? { text: typed, ignored: [] } : draft))
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <div className="flex items-center gap-2 rounded-md border border-dashed border-line-strong pl-3 focus-within:border-solid focus-within:border-accent">
        <Plus size={17} aria-hidden="true" className="shrink-0 text-accent" />
        <input
          id={landmarks.quickAdd}
          ref={input}
          value={text}
          maxLength={limits.titleLength}
          aria-label="Add a task"
          placeholder="Add a task"
          enterKeyHint="done"
          onChange={({ target: { value } }) =>
            setDraft((draft) => ({ text: value, ignored: rangesAfterEdit(draft.text, value, draft.ignored) }))
          }
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          className="h-10 min-w-0 flex-1 bg-transparent outline-none"
        />
        {text.trim() !== '' && (
          <button type="submit" className="h-10 px-3 text-sm font-semibold text-accent">
            Add
          </button>
        )}
      </div>
      {spans.length > 0 && (
        <div className="pt-2">
          <UnderstoodChips
            text={text}
            spans={spans}
            onIgnore={({ start, end }) => {
              setDraft({ text, ignored: [...ignored, { start, end }] })
              input.current?.focus()
            }}
          />
        </div>
      )}
    </form>
  )
}
