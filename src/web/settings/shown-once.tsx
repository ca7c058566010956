import { Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../ui/button.tsx'

type Props = {
  /** What is stored nowhere to be read again. */
  secret: string
  /** What it is for, and that it is shown only now. */
  intro: ReactNode
  /** What else there is to know, below it. */
  children?: ReactNode
  /** Where it is put away by a click. */
  onDone?: () => void
}

/** A secret this once, to be copied. */
export function ShownOnce({ secret, intro, children, onDone }: Props) {
  const [copied, setCopied] = useState(false)
  return (
    <div className="flex flex-col gap-3">
      <p role="status">{intro}</p>
      <code className="rounded-md bg-sunken px-3 py-2.5 text-sm [overflow-wrap:anywhere] select-all">{secret}</code>
      {children}
      <div className="flex gap-2">
        {/* Browsers let pages write to the clipboard only over HTTPS and on this machine. */}
        {window.isSecureContext && (
          <Button onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}>
            <Copy size={16} />
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
        {onDone && (
          <Button look="primary" onClick={onDone}>
            Done
          </Button>
        )}
      </div>
    </div>
  )
}
