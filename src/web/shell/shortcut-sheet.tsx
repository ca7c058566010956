import { Dialog } from '../ui/dialog.tsx'

const shortcuts = [
  ['n', 'Add a task'],
  ['/', 'Search the tasks'],
  ['c', 'Write in the chat'],
  ['Ctrl or ⌘ + K', 'Go to or do anything by its name'],
  ['?', 'Show this sheet'],
  ['/ in a message', 'Choose a command'],
  ['Tab', 'Take the suggested tag, date or command'],
  ['Enter', 'Send a message, save a field'],
  ['Shift + Enter', 'New line in a message'],
  ['Esc', 'Close, or leave a field unchanged'],
  ['↑ ↓', 'Move in an open menu'],
] as const

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-3">
        {shortcuts.map(([keys, meaning]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded-sm border border-line bg-sunken px-2 py-1 font-sans text-sm">{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
