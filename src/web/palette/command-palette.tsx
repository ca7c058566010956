import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { limits } from '../../domain/limits.ts'
import { useTRPCClient } from '../rpc/trpc.ts'
import { useOpenTask } from '../tasks/use-open-task.ts'
import { cx } from '../ui/class-names.ts'
import { Dialog } from '../ui/dialog.tsx'
import { matchingCommands, type PaletteCommand } from './matching-commands.ts'

type Props = { commands: readonly PaletteCommand[]; onClose: () => void }

const tasksShown = 8

/** Everything by typing a part of its name: what can be done, and the tasks themselves. */
export function CommandPalette({ commands, onClose }: Props) {
  const id = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = useFoundTasks(useDeferredValue(text.trim()))
  const options = [...matchingCommands(commands, text), ...(text.trim() === '' ? [] : found)]
  const active = Math.min(at, options.length - 1)
  const choose = (command: PaletteCommand | undefined) => {
    if (command === undefined) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (step === undefined) choose(options[active])
    else setAt((active + step + options.length) % Math.max(1, options.length))
  }
  return (
    <Dialog title="Go to or do" onClose={onClose}>
      <input
        role="combobox"
        autoFocus
        aria-label="Command or task"
        aria-expanded="true"
        aria-controls={`${id}-options`}
        aria-activedescendant={options[active] === undefined ? undefined : `${id}-${active}`}
        placeholder="Type a command or a part of a task"
        maxLength={limits.searchLength}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        className="field"
      />
      <div
        id={`${id}-options`}
        role="listbox"
        aria-label="Matches"
        className="scroll-thin -mx-2 mt-2 h-80 overflow-y-auto"
      >
        {options.map((command, index) => (
          <Option
            key={command.id}
            id={`${id}-${index}`}
            command={command}
            active={index === active}
            onChoose={() => choose(command)}
          />
        ))}
        {options.length === 0 && <p className="px-2 py-6 text-center text-muted">Nothing matches “{text.trim()}”.</p>}
      </div>
    </Dialog>
  )
}

type OptionProps = { id: string; command: PaletteCommand; active: boolean; onChoose: () => void }

function Option({ id, command: { label, hint }, active, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: see the list
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input takes the keys
    <div
      ref={(element) => {
        if (active) element?.scrollIntoView({ block: 'nearest' })
      }}
      id={id}
      role="option"
      aria-selected={active}
      onClick={onChoose}
      className={cx(
        'flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2 py-1.5',
        active ? 'bg-accent-soft text-accent-strong' : 'hover:bg-sunken',
      )}
    >
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {hint !== undefined && <span className="shrink-0 text-sm text-muted">{hint}</span>}
    </div>
  )
}

function useFoundTasks(search: string): PaletteCommand[] {
  const api = useTRPCClient()
  const openTask = useOpenTask()
  const { data } = useQuery({
    queryKey: ['palette', search],
    queryFn: ({ signal }) =>
      api.tasks.list.query({ filter: { search, status: ['open', 'done'] }, limit: tasksShown }, { signal }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  return (data?.items ?? []).map(({ id, title, status }) => ({
    id,
    label: title,
    hint: status === 'open' ? 'Task' : 'Task, done',
    run: () => openTask(id),
  }))
}
