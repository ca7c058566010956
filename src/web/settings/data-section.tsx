import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTRPCClient } from '../rpc/trpc.ts'
import { useAction } from '../rpc/use-action.ts'
import { Button } from '../ui/button.tsx'
import { DeleteAccountDialog } from './delete-account-dialog.tsx'
import { download } from './download.ts'
import { Section } from './section.tsx'

export function DataSection() {
  const api = useTRPCClient()
  const act = useAction()
  const [busy, setBusy] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const exportAll = async () => {
    setBusy(true)
    const data = await act(() => api.me.export.query())
    setBusy(false)
    if (data !== null) download(`todo-chatbot-${data.exportedAt.slice(0, 10)}.json`, JSON.stringify(data, null, 2))
  }
  return (
    <Section title="Your data">
      <div className="flex flex-col gap-5">
        <div>
          <p className="mb-2 text-muted">
            All your tasks, chats and notifications in one JSON file, or the tasks alone as a table for spreadsheets.
            Both can be imported again.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button disabled={busy} onClick={() => void exportAll()}>
              <Download size={17} />
              {busy ? 'Gathering…' : 'Export everything'}
            </Button>
            <Button onClick={() => window.location.assign('/api/export.csv')}>
              <Download size={17} />
              Export tasks as CSV
            </Button>
          </div>
        </div>
        <div className="border-t border-line pt-5">
          <p className="mb-2 text-muted">Deletes your account and everything in it, at once and for good.</p>
          <Button look="danger" onClick={() => setDeleting(true)}>
            Delete account…
          </Button>
        </div>
      </div>
      {deleting && <DeleteAccountDialog onClose={() => setDeleting(false)} />}
    </Section>
  )
}
