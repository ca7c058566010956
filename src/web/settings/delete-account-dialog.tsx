import { useState } from 'react'
import { FormError } from '../identity/auth-frame.tsx'
import { useAuthForm } from '../identity/use-auth-form.ts'
import { newId } from '../rpc/new-id.ts'
import { useTRPCClient } from '../rpc/trpc.ts'
import { useSignedIn } from '../shell/me.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'

export function DeleteAccountDialog({ onClose }: { onClose: () => void }) {
  const { user } = useSignedIn()
  const api = useTRPCClient()
  const { busy, error, run } = useAuthForm()
  const [mutationId] = useState(newId)
  const [confirm, setConfirm] = useState('')
  const word = user.isGuest ? 'delete' : user.email
  const matches = confirm.trim().toLowerCase() === word.toLowerCase()
  const submit = async () => {
    if (!matches) return
    if (await run(() => api.me.deleteAccount.mutate({ mutationId, confirm: confirm.trim() })))
      window.location.assign('/')
  }
  return (
    <Dialog title="Delete your account?" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <p className="text-muted">
          Your tasks, chats, reminders and notifications will be gone for good. Export them first if you may need them.
        </p>
        <Field
          label={`To confirm, type ${word}`}
          value={confirm}
          autoComplete="off"
          autoCapitalize="none"
          onChange={(event) => setConfirm(event.target.value)}
        />
        <FormError>{error}</FormError>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" type="submit" disabled={!matches || busy}>
            {busy ? 'Deleting…' : 'Delete for good'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
