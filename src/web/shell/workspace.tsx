import { useCallback, useEffect, useMemo, useState } from 'react'
import { ChatPane } from '../chat/chat-pane.tsx'
import { ChatSessions } from '../chat/chat-sessions.tsx'
import { ConversationList } from '../chat/conversation-list.tsx'
import { ConnectionBanner } from '../live/connection-banner.tsx'
import { TaskPanel } from '../tasks/task-panel.tsx'
import { cx } from '../ui/class-names.ts'
import { lazily } from '../ui/lazily.tsx'
import { BottomBar, type Pane } from './bottom-bar.tsx'
import { focusElement, landmarks } from './landmarks.ts'
import { TopBar } from './top-bar.tsx'
import { useUrlState } from './url-state.ts'
import { useShortcuts } from './use-shortcuts.ts'

const TaskDrawer = lazily(() => import('../tasks/details/task-drawer.tsx').then((module) => module.TaskDrawer))
const ShortcutSheet = lazily(() => import('./shortcut-sheet.tsx').then((module) => module.ShortcutSheet))
const WorkspacePalette = lazily(() =>
  import('../palette/workspace-palette.tsx').then((module) => module.WorkspacePalette),
)
const NotificationPane = lazily(() =>
  import('../notifications/notification-pane.tsx').then((module) => module.NotificationPane),
)

/** The main page: the chat at its centre, the tasks beside it; on phones one of them at a time. */
export function Workspace() {
  const [params, changeUrl] = useUrlState()
  const [pane, setPane] = useState<Pane>('chat')
  const [help, setHelp] = useState(false)
  const [palette, setPalette] = useState(false)
  const taskId = params.get('task')

  const [wanted, setWanted] = useState<string | null>(null)
  const go = useCallback((where: Pane, landmark: string | null = null) => {
    setPane(where)
    setWanted(landmark)
  }, [])
  const shortcuts = useMemo(() => {
    return {
      n: () => go('tasks', landmarks.quickAdd),
      '/': () => go('tasks', landmarks.search),
      c: () => go('chat', landmarks.composer),
      '?': () => setHelp(true),
      'mod+k': () => setPalette(true),
    }
  }, [go])
  useShortcuts(shortcuts)
  // A pane that was hidden can take the focus only once it is shown.
  useEffect(() => {
    if (wanted === null) return
    focusElement(wanted)
    setWanted(null)
  }, [wanted])

  return (
    <ChatSessions>
      <div className="flex h-dvh flex-col">
        <TopBar onHelp={() => setHelp(true)} onPalette={() => setPalette(true)} />
        <ConnectionBanner />
        <main className="flex min-h-0 flex-1">
          <aside aria-label="Chats" className="w-60 shrink-0 border-r border-line max-xl:hidden">
            <ConversationList />
          </aside>
          <div className={cx('min-w-0 flex-1', pane !== 'chat' && 'max-md:hidden')}>
            <ChatPane />
          </div>
          <section
            aria-label="Tasks"
            className={cx(
              'min-w-0 border-line bg-surface max-md:flex-1 md:w-88 md:shrink-0 md:border-l xl:w-104',
              pane !== 'tasks' && 'max-md:hidden',
            )}
          >
            <TaskPanel />
          </section>
          {pane === 'notifications' && (
            <section aria-label="Notifications" className="scroll-thin flex-1 overflow-y-auto bg-surface md:hidden">
              <NotificationPane />
            </section>
          )}
        </main>
        <BottomBar pane={pane} onChange={setPane} />
      </div>
      {taskId !== null && <TaskDrawer key={taskId} id={taskId} onClose={() => changeUrl({ task: null })} />}
      {palette && <WorkspacePalette onGo={go} onHelp={() => setHelp(true)} onClose={() => setPalette(false)} />}
      {help && <ShortcutSheet onClose={() => setHelp(false)} />}
    </ChatSessions>
  )
}
