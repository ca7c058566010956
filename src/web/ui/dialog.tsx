import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { Toasting } from './toasting.tsx'

type Props = { title: string; onClose: () => void; children: ReactNode; side?: boolean; footer?: ReactNode }

const centred = 'm-auto max-h-[min(85dvh,46rem)] w-[min(30rem,calc(100vw-2rem))] rounded-xl animate-rise'
const beside = 'my-0 mr-0 ml-auto h-dvh max-h-dvh w-full max-w-[30rem] animate-slide sm:border-l'

/** A modal native dialog: it keeps the focus inside, closes by Esc or a click beside it, and gives the focus back. */
export function Dialog({ title, onClose, children, side = false, footer }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc does by keyboard what the click beside does by mouse
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
      className={cx('overflow-hidden border-line bg-surface text-ink shadow-float', side ? beside : centred)}
    >
      <div className={cx('flex flex-col', side ? 'h-full' : 'max-h-[inherit]')}>
        <header className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-5">
          <h2 id={titleId} className="flex-1 truncate font-semibold">
            {title}
          </h2>
          <IconButton label="Close" onClick={onClose}>
            <X size={18} />
          </IconButton>
        </header>
        <div className="scroll-thin min-h-0 flex-1 overflow-y-auto p-5">{children}</div>
        {footer && <footer className="border-t border-line px-5 py-3">{footer}</footer>}
      </div>
      <Toasting />
    </dialog>
  )
}
