import { useId } from 'react'
import { limits } from '../../../domain/limits.ts'

type Props = { notes: string; onSave: (notes: string) => void }

export function NotesField({ notes, onSave }: Props) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        Notes
      </label>
      <textarea
        id={id}
        defaultValue={notes}
        rows={4}
        maxLength={limits.notesLength}
        placeholder="Anything worth remembering"
        className="field scroll-thin field-sizing-content h-auto max-h-96 min-h-24 py-2 leading-relaxed"
        onBlur={(event) => {
          const text = event.target.value.trimEnd()
          if (text !== notes) onSave(text)
        }}
      />
    </div>
  )
}
