import { useRouter } from 'next/router'
import { newChat, useConversations, useCurrentConversation } from '../chat/use-conversations.ts'
import type { Pane } from '../shell/bottom-bar.tsx'
import { landmarks } from '../shell/landmarks.ts'
import { useSettings } from '../shell/me.ts'
import { chooseTheme } from '../shell/theme.ts'
import { useUrlState } from '../shell/url-state.ts'
import { defaultView, type View } from '../tasks/filter-url.ts'
import { viewOfQueryText } from '../tasks/saved-view.ts'
import { useView } from '../tasks/use-task-view.ts'
import { CommandPalette } from './command-palette.tsx'
import type { PaletteCommand } from './matching-commands.ts'

type Props = { onGo: (pane: Pane, landmark?: string) => void; onHelp: () => void; onClose: () => void }

/** The palette of the main page. */
export function WorkspacePalette({ onGo, onHelp, onClose }: Props) {
  const router = useRouter()
  const [, changeUrl] = useUrlState()
  const commands: PaletteCommand[] = [
    { id: 'add', label: 'Add a task', hint: 'n', words: 'new create', run: () => onGo('tasks', landmarks.quickAdd) },
    { id: 'search', label: 'Search the tasks', hint: '/', words: 'find', run: () => onGo('tasks', landmarks.search) },
    {
      id: 'write',
      label: 'Write in the chat',
      hint: 'c',
      words: 'message',
      run: () => onGo('chat', landmarks.composer),
    },
    ...useViewCommands(() => onGo('tasks')),
    {
      id: 'calendar',
      label: 'Show the calendar',
      words: 'upcoming month tasks',
      run: () => {
        changeUrl({ layout: 'calendar' })
        onGo('tasks')
      },
    },
    ...useChatCommands(() => onGo('chat', landmarks.composer)),
    ...themeCommands,
    { id: 'settings', label: 'Settings', words: 'account time zone export', run: () => void router.push('/settings') },
    { id: 'help', label: 'Keyboard shortcuts', hint: '?', words: 'help keys', run: onHelp },
  ]
  return <CommandPalette commands={commands} onClose={onClose} />
}

const views: readonly { label: string; view: Partial<View> }[] = [
  { label: 'Show all open tasks', view: {} },
  { label: 'Show what is due today', view: { due: 'today' } },
  { label: 'Show what is due this week', view: { due: 'week' } },
  { label: 'Show what is overdue', view: { due: 'overdue' } },
  { label: 'Show what has no date', view: { due: 'none' } },
  { label: 'Show what is done', view: { status: ['done'], sort: 'created', direction: 'desc' } },
]

function useViewCommands(onShown: () => void): PaletteCommand[] {
  const [, setView] = useView()
  const [, changeUrl] = useUrlState()
  const { savedViews = [] } = useSettings()
  const own = savedViews.map(({ name, query }) => ({ label: name, view: viewOfQueryText(query) }))
  return [...own, ...views].map(({ label, view }) => ({
    id: label,
    label,
    words: 'tasks list view filter',
    run: () => {
      changeUrl({ layout: null })
      setView({ ...defaultView, ...view })
      onShown()
    },
  }))
}

function useChatCommands(onOpened: () => void): PaletteCommand[] {
  const { open } = useCurrentConversation()
  const { data: conversations = [] } = useConversations()
  const show = (id: string) => () => {
    open(id)
    onOpened()
  }
  return [
    { id: 'new-chat', label: 'New chat', run: show(newChat) },
    ...conversations.slice(0, 50).map(({ id, title }) => ({ id, label: title, hint: 'Chat', run: show(id) })),
  ]
}

const themeCommands: PaletteCommand[] = [
  { id: 'light', label: 'Light colours', words: 'theme', run: () => chooseTheme('light') },
  { id: 'dark', label: 'Dark colours', words: 'theme night', run: () => chooseTheme('dark') },
  { id: 'system', label: 'Colours as the system', words: 'theme', run: () => chooseTheme('system') },
]
