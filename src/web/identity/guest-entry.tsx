import { Button } from '../ui/button.tsx'
import { auth } from './auth-api.ts'
import { FormError } from './auth-frame.tsx'
import { useAuthForm } from './use-auth-form.ts'
import { useFirstSettings } from './use-first-settings.ts'

export function GuestEntry({ onDone }: { onDone: () => Promise<unknown> }) {
  const { busy, error, run } = useAuthForm()
  const saveFirstSettings = useFirstSettings()
  const enter = () =>
    run(async () => {
      await auth.continueAsGuest()
      await saveFirstSettings()
      await onDone()
    })
  return (
    <div className="mt-5 flex flex-col gap-3 border-t border-line pt-5">
      <Button disabled={busy} onClick={() => void enter()}>
        {busy ? 'One moment…' : 'Continue as guest'}
      </Button>
      <FormError>{error}</FormError>
      <p className="text-center text-sm text-muted">
        No account needed. You can turn it into one later and keep it all.
      </p>
    </div>
  )
}
