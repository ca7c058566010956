import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { NewPasswordField } from '../ui/new-password-field.tsx'
import { auth } from './auth-api.ts'
import { AuthFrame, FormError } from './auth-frame.tsx'
import { BackLink } from './invitation.tsx'
import { useAuthForm } from './use-auth-form.ts'

export function ResetPassword({ token }: { token: string | null }) {
  const { busy, error, run } = useAuthForm()
  const [done, setDone] = useState(false)
  if (token === null) {
    return (
      <AuthFrame title="This link is incomplete" intro="Open the whole link, or ask the administrator for a new one.">
        <BackLink />
      </AuthFrame>
    )
  }
  if (done) {
    return (
      <AuthFrame title="Your password is changed" intro="You were signed out everywhere. Sign in with the new one.">
        <BackLink />
      </AuthFrame>
    )
  }
  const submit = async (form: FormData) => {
    const newPassword = String(form.get('password'))
    if (await run(() => auth.resetPassword({ token, newPassword }))) setDone(true)
  }
  return (
    <AuthFrame title="Set a new password">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit(new FormData(event.currentTarget))
        }}
      >
        <NewPasswordField label="New password" name="password" />
        <FormError>{error}</FormError>
        <Button look="primary" type="submit" disabled={busy}>
          {busy ? 'Saving…' : 'Save password'}
        </Button>
      </form>
    </AuthFrame>
  )
}
