import { Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'

/** The secret of a new webhook, this once. */
export function SecretOnce({ secret, onDone }: { secret: string; onDone: () => void }) {
  const [copied, setCopied] = useState(false)
  return (
    <div className="mt-1 flex flex-col gap-3 border-t border-line pt-4">
      <p role="status">
        Your receiver checks messages by this secret. It is shown only now, so keep it where the receiver finds it.
      </p>
      <code className="rounded-md bg-sunken px-3 py-2.5 text-sm [overflow-wrap:anywhere] select-all">{secret}</code>
      <div className="flex gap-2">
        {window.isSecureContext && (
          <Button onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}>
            <Copy size={16} />
            {copied ? 'Copied' : 'Copy'}
          </Button>
        )}
        <Button look="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}
