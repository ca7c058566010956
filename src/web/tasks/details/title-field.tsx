import { limits } from '../../../domain/limits.ts'

type Props = { title: string; onSave: (title: string) => void }

export function TitleField({ title, onSave }: Props) {
  return (
    <textarea
      aria-label="Title"
      rows={1}
      defaultValue={title}
      maxLength={limits.titleLength}
      className="field-sizing-content min-h-9 flex-1 resize-none rounded-md bg-transparent px-2 py-1.5 text-lg leading-snug font-semibold hover:bg-sunken focus:bg-sunken focus:outline-none"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
        event.preventDefault()
        event.currentTarget.blur()
      }}
      onBlur={(event) => {
        const text = event.target.value.replace(/\s+/g, ' ').trim()
        if (text === '') event.target.value = title
        else if (text !== title) onSave(text)
      }}
    />
  )
}
