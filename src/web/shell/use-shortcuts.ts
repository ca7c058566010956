import { useEffect } from 'react'

/**
 * Keys, while no dialog is open. Those without modifiers count while no text is being typed; `mod+k` is Ctrl or ⌘
 * with K and counts everywhere.
 */
export function useShortcuts(actions: Record<string, () => void>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const modified = event.ctrlKey || event.metaKey
      if (event.altKey || event.defaultPrevented || (!modified && isTyping(event.target))) return
      const name = modified ? `mod+${event.key.toLowerCase()}` : event.key
      const action = Object.hasOwn(actions, name) ? actions[name] : undefined
      if (action === undefined || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      action()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [actions])
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
