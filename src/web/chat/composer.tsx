import { type RefObject, useEffect, useRef, useState } from 'react'
import { limits } from '../../domain/limits.ts'
import { type Draft, emptyDraft, useDraft } from '../language/draft.ts'
import { DraftField } from '../language/draft-field.tsx'
import { UnderstoodChips } from '../language/understood-chips.tsx'
import { useUnderstanding } from '../language/use-understanding.ts'
import { landmarks } from '../shell/landmarks.ts'
import { usePaste } from '../tasks/use-paste.tsx'
import { DictationButton } from './dictation-button.tsx'
import { EditNotice } from './edit-notice.tsx'
import { useEditing } from './editing.ts'
import { SendButton } from './send-button.tsx'
import { useSend } from './send-context.ts'

export function Composer() {
  const field = useRef<HTMLTextAreaElement>(null)
  const { draft, setDraft, type, ignore, submit, empty, sent } = useMessage(field)
  const { text, ignored } = draft
  const understood = useUnderstanding(text.startsWith('/') ? '' : text, ignored)
  const spans = understood?.spans ?? []
  const { onPasteLines, dialog } = usePaste(field, (lines) => type(`${text}${lines}`))
  const speaks = useSpeech()
  return (
    <form
      className="mx-auto w-full max-w-3xl px-3 pt-2 pb-3 md:px-6 md:pb-5"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <EditNotice onCancel={() => setDraft(emptyDraft)} />
      {spans.length > 0 && (
        <div className="px-1 pb-2">
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
      <div className="flex items-end gap-1 rounded-xl border border-line-strong bg-surface p-1.5 pl-4 shadow-sm focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
        <DraftField
          id={landmarks.composer}
          label="Message"
          placeholder="Call mum at 9, or type /"
          enterKeyHint="send"
          chat
          text={text}
          spans={spans}
          maxLength={limits.messageLength}
          field={field}
          onType={type}
          onSubmit={() => void submit()}
          onPasteLines={onPasteLines}
        />
        {speaks && <DictationButton key={sent} text={text} onText={type} />}
        <SendButton disabled={empty} empty={empty} />
      </div>
      {dialog}
    </form>
  )
}

/** The message being written, and what sends it. */
function useMessage(field: RefObject<HTMLTextAreaElement | null>) {
  const send = useSend()
  const { draft, setDraft, type, ignore } = useDraft()
  // A new one for every message sent: what is dictated after it does not begin with it.
  const [sent, setSent] = useState(0)
  const empty = draft.text.trim() === ''
  const { edited } = useEditing()
  useEffect(() => {
    if (edited === null) return
    setDraft({ text: edited.text, ignored: [] })
    field.current?.focus()
  }, [edited, setDraft, field])
  const submit = async () => {
    if (empty) return
    const said = await spoken(draft)
    // A command that lacks its rest says so above the field.
    if (said === null) return
    setDraft(emptyDraft)
    setSent((count) => count + 1)
    // Nothing typed is ever lost: what could not be sent comes back, unless something new was typed meanwhile.
    if (!(await send(said.text, said.ignored))) setDraft((typed) => (typed.text === '' ? draft : typed))
    field.current?.focus()
  }
  return { draft, setDraft, type, ignore, submit, empty, sent }
}

/** What is said by a draft: the sentence of its command, or itself; null where a command lacks its rest. */
async function spoken(draft: Draft): Promise<Draft | null> {
  if (!draft.text.startsWith('/')) return draft
  // Without the code for commands they are sent as they are typed, and not understood.
  const commands = await import('../language/slash-commands.ts').catch(() => null)
  if (commands === null) return draft
  const sentence = commands.sentenceOf(draft.text)
  return sentence === null ? null : { text: sentence, ignored: [] }
}

/** Whether this browser can take dictation; only it knows, and only once the page is there. */
function useSpeech(): boolean {
  const [speaks, setSpeaks] = useState(false)
  useEffect(() => setSpeaks('SpeechRecognition' in window || 'webkitSpeechRecognition' in window), [])
  return speaks
}
