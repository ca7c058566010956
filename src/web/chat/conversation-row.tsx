'use client'

import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Conversation } from '../rpc/contract.ts'
import { cx } from '../ui/class-names.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { InlineInput } from '../ui/inline-input.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { useConversationActions } from './use-conversations.ts'

type Props = { conversation: Conversation; current: boolean; onOpen: () => void }

export function ConversationRow({ conversation: { id, title }, current, onOpen }: Props) {
  const { rename, remove } = useConversationActions()
  const [doing, setDoing] = useState<'rename' | 'delete' | null>(null)
  if (doing === 'rename') {
    return (
      <li>
        <InlineInput
          label="Title of the chat"
          value={title}
          maxLength={200}
          onSave={(next) => void rename(id, next)}
          onDone={() => setDoing(null)}
        />
      </li>
    )
  }
  return (
    <li className={cx('group flex items-center rounded-md', current ? 'bg-sunken font-medium' : 'hover:bg-sunken')}>
      <button
        type="button"
        aria-current={current ? 'true' : undefined}
        onClick={onOpen}
        className="min-w-0 flex-1 truncate rounded-md px-2.5 py-2 text-left text-sm"
      >
        {title}
      </button>
      <Menu
        label={`More about ${title}`}
        trigger={<Ellipsis size={16} />}
        triggerClass="grid size-8 place-items-center text-muted hover:text-ink focus-visible:opacity-100 md:opacity-0 md:group-focus-within:opacity-100 md:group-hover:opacity-100 md:aria-expanded:opacity-100"
      >
        <MenuItem icon={<Pencil size={15} />} onClick={() => setDoing('rename')}>
          Rename
        </MenuItem>
        <MenuItem icon={<Trash2 size={15} />} danger onClick={() => setDoing('delete')}>
          Delete
        </MenuItem>
      </Menu>
      {doing === 'delete' && (
        <ConfirmDialog
          title="Delete this chat?"
          confirm="Delete chat"
          onConfirm={() => void remove(id)}
          onClose={() => setDoing(null)}
        >
          “{title}” and its messages will be gone for good. Your tasks stay.
        </ConfirmDialog>
      )}
    </li>
  )
}
