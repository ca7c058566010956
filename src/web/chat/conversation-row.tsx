import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '../rpc/contract.ts'
import { cx } from '../ui/class-names.ts'
import { lazily } from '../ui/lazily.tsx'
import { Menu } from '../ui/menu.tsx'

const ConversationChoices = lazily(() => import('./conversation-edit.tsx').then((module) => module.ConversationChoices))
const ConversationEdit = lazily(() => import('./conversation-edit.tsx').then((module) => module.ConversationEdit))

type Props = {
  conversation: Conversation
  current: boolean
  onOpen: () => void
  /** What one of its messages says about the words that are looked for. */
  excerpt: string | null
}

export function ConversationRow({ conversation, current, onOpen, excerpt }: Props) {
  const [doing, setDoing] = useState<'rename' | 'delete' | null>(null)
  return (
    <li className={cx('group flex items-center rounded-md', current ? 'bg-sunken font-medium' : 'hover:bg-sunken')}>
      <button
        type="button"
        aria-current={current ? 'true' : undefined}
        onClick={onOpen}
        className={cx(
          'min-w-0 flex-1 truncate rounded-md px-2.5 py-2 text-left text-sm',
          doing === 'rename' && 'hidden',
        )}
      >
        {conversation.title}
        {excerpt !== null && <span className="block truncate text-xs font-normal text-muted">{excerpt}</span>}
      </button>
      <Menu
        label={`More about ${conversation.title}`}
        trigger={<Ellipsis size={16} />}
        triggerClass={cx(
          'grid size-8 place-items-center text-muted hover:text-ink focus-visible:opacity-100 md:opacity-0 md:group-focus-within:opacity-100 md:group-hover:opacity-100 md:aria-expanded:opacity-100',
          doing === 'rename' && 'hidden',
        )}
      >
        <ConversationChoices conversation={conversation} onChoose={setDoing} />
      </Menu>
      {doing !== null && <ConversationEdit conversation={conversation} doing={doing} onDone={() => setDoing(null)} />}
    </li>
  )
}
