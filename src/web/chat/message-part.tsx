import { skipToken, useQuery } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { MessagePart } from '../../domain/conversation.ts'
import { undoneKey } from '../rpc/query-keys.ts'
import { usePerform } from '../tasks/actions.tsx'
import { Button } from '../ui/button.tsx'
import { SuggestionChip } from '../ui/chip.tsx'
import { lazily } from '../ui/lazily.tsx'
import type { Entry } from './entries.ts'
import { useSend } from './send-context.ts'
import { TaskCards } from './task-cards.tsx'

const ConfirmPart = lazily(() => import('./question-part.tsx').then((module) => module.ConfirmPart))
const ChoosePart = lazily(() => import('./question-part.tsx').then((module) => module.ChoosePart))
const ChartPart = lazily(() => import('./chart-part.tsx').then((module) => module.ChartPart))

type Props = { part: MessagePart; conversationId: string; questions: Entry['questions'] }

/** What an answer shows beside its text.  */
export function MessagePartView({ part, conversationId, questions }: Props) {
  switch (part.type) {
    case 'tasks':
      return <TaskCards ids={part.ids} layout={part.layout} more={part.more} />
    case 'chart':
      return <ChartPart part={part} />
    case 'undo':
      return <UndoPart changeId={part.changeId} />
    case 'confirm':
      return <ConfirmPart part={part} conversationId={conversationId} questions={questions} />
    case 'choose':
      return <ChoosePart part={part} conversationId={conversationId} questions={questions} />
    case 'examples':
      return <Examples texts={part.texts} />
  }
}

function UndoPart({ changeId }: { changeId: string }) {
  const perform = usePerform()
  const { data: undone = false } = useQuery<boolean>({ queryKey: undoneKey(changeId), queryFn: skipToken })
  const [busy, setBusy] = useState(false)
  const undo = async () => {
    setBusy(true)
    await perform({ kind: 'undo', changeId })
    setBusy(false)
  }
  return (
    <div>
      <Button small look="quiet" className="-ml-2.5" disabled={undone || busy} onClick={() => void undo()}>
        <Undo2 size={15} />
        {undone ? 'Undone' : 'Undo'}
      </Button>
    </div>
  )
}

function Examples({ texts }: { texts: string[] }) {
  const send = useSend()
  return (
    <ul aria-label="Examples to try" className="flex flex-wrap gap-2">
      {texts.map((text) => (
        <li key={text} className="max-w-full">
          <SuggestionChip onClick={() => void send(text)}>{text}</SuggestionChip>
        </li>
      ))}
    </ul>
  )
}
