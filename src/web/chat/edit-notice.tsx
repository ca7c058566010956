import { Button } from '../ui/button.tsx'
import { useEditing } from './editing.ts'

/** Says that the composer holds a message that was sent before. */
export function EditNotice({ onCancel }: { onCancel: () => void }) {
  const { edited, edit } = useEditing()
  if (edited === null) return null
  return (
    <div role="status" className="flex items-center gap-2 px-1 pb-2 text-sm text-muted">
      <span className="min-w-0 flex-1">
        {edited.changeIds.length === 0
          ? 'Editing your last message.'
          : 'Editing your last message. What it did is taken back when you send.'}
      </span>
      <Button
        small
        look="quiet"
        onClick={() => {
          edit(null)
          onCancel()
        }}
      >
        Cancel
      </Button>
    </div>
  )
}
