import { type ReactNode, type RefObject, useState } from 'react'
import { lazily } from '../ui/lazily.tsx'

const PasteDialog = lazily(() => import('./paste-dialog.tsx').then((module) => module.PasteDialog))

/** Lines pasted into a field become tasks after a look at them, or stay text, which `onText` takes. */
export function usePaste(field: RefObject<HTMLElement | null>, onText: (lines: string) => void) {
  const [lines, setLines] = useState<string | null>(null)
  const close = () => {
    setLines(null)
    field.current?.focus()
  }
  const dialog: ReactNode = lines !== null && <PasteDialog text={lines} onText={() => onText(lines)} onClose={close} />
  return { onPasteLines: setLines, dialog }
}
