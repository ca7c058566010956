import { Download, Pencil, Trash2 } from 'lucide-react'
import { limits } from '../../domain/limits.ts'
import type { Conversation } from '../rpc/contract.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { InlineInput } from '../ui/inline-input.tsx'
import { MenuItem, MenuItems } from '../ui/menu-items.tsx'
import { useConversationActions } from './use-conversations.ts'
import { useExportChat } from './use-export-chat.ts'

type Doing = 'rename' | 'delete'

type ChoicesProps = { conversation: Conversation; onChoose: (doing: Doing) => void }

export function ConversationChoices({ conversation, onChoose }: ChoicesProps) {
  const exportChat = useExportChat()
  return (
    <MenuItems>
      <MenuItem icon={<Pencil size={15} />} onClick={() => onChoose('rename')}>
        Rename
      </MenuItem>
      <MenuItem icon={<Download size={15} />} onClick={() => void exportChat(conversation)}>
        Export as text
      </MenuItem>
      <MenuItem icon={<Trash2 size={15} />} danger onClick={() => onChoose('delete')}>
        Delete
      </MenuItem>
    </MenuItems>
  )
}

type Props = { conversation: Conversation; doing: Doing; onDone: () => void }

export function ConversationEdit({ conversation: { id, title }, doing, onDone }: Props) {
  const { rename, remove } = useConversationActions()
  if (doing === 'rename') {
    return (
      <InlineInput
        label="Title of the chat"
        value={title}
        maxLength={limits.conversationTitleLength}
        onSave={(next) => void rename(id, next)}
        onDone={onDone}
      />
    )
  }
  return (
    <ConfirmDialog title="Delete this chat?" confirm="Delete chat" onConfirm={() => void remove(id)} onClose={onDone}>
      “{title}” and its messages will be gone for good. Your tasks stay.
    </ConfirmDialog>
  )
}
