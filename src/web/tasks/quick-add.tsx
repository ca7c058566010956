import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { limits } from '../../domain/limits.ts'
import { emptyDraft, useDraft } from '../language/draft.ts'
import { DraftField } from '../language/draft-field.tsx'
import { taskOf } from '../language/task-of.ts'
import { rangesAfterEdit } from '../language/text-ranges.ts'
import { UnderstoodChips } from '../language/understood-chips.tsx'
import { useUnderstanding } from '../language/use-understanding.ts'
import { newId } from '../rpc/new-id.ts'
import { landmarks } from '../shell/landmarks.ts'
import { useSettings } from '../shell/me.ts'
import { usePerform } from './actions.tsx'
import { usePaste } from './use-paste.tsx'

export function QuickAdd() {
  const perform = usePerform()
  const { timeZone, weekStart, locale } = useSettings()
  const { draft, setDraft, type, ignore } = useDraft()
  const { text, ignored } = draft
  const plan = useUnderstanding(text, ignored)
  const spans = plan?.commands.length === 1 && plan.commands[0]?.kind === 'create' ? plan.spans : []
  const field = useRef<HTMLTextAreaElement>(null)
  const failed = useRef<{ typed: string; mutationId: string } | null>(null)
  const { onPasteLines, dialog } = usePaste(field, (lines) =>
    type(`${text}${lines}`.replace(/\s*\n\s*/g, ' ').slice(0, limits.titleLength)),
  )
  const add = async () => {
    const typed = text.trim()
    if (typed === '') return
    setDraft(emptyDraft)
    const mutationId = failed.current?.typed === typed ? failed.current.mutationId : newId()
    failed.current = null
    const now = new Date().toISOString()
    const task = await taskOf(typed, {
      now,
      timeZone,
      weekStart,
      locale,
      ignored: rangesAfterEdit(text, typed, ignored),
    })
    if ((await perform({ kind: 'create', task }, mutationId)) !== null) return
    failed.current = { typed, mutationId }
    setDraft((current) => (current.text === '' ? { text: typed, ignored: [] } : current))
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
        <DraftField
          id={landmarks.quickAdd}
          label="Add a task"
          placeholder="Add a task"
          enterKeyHint="done"
          text={text}
          spans={spans}
          maxLength={limits.titleLength}
          field={field}
          onType={type}
          onSubmit={() => void add()}
          onPasteLines={onPasteLines}
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
            onIgnore={(span) => {
              ignore(span)
              field.current?.focus()
            }}
          />
        </div>
      )}
      {dialog}
    </form>
  )
}
