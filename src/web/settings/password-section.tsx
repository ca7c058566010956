import { auth } from '../identity/auth-api.ts'
import { FormError } from '../identity/auth-frame.tsx'
import { useAuthForm } from '../identity/use-auth-form.ts'
import { useSignedIn } from '../shell/me.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { NewPasswordField } from '../ui/new-password-field.tsx'
import { useToasts } from '../ui/toasts.ts'
import { Section } from './section.tsx'

export function PasswordSection() {
  const { user } = useSignedIn()
  const toasts = useToasts()
  const { busy, error, run } = useAuthForm()
  const submit = async (element: HTMLFormElement) => {
    const form = new FormData(element)
    const change = {
      currentPassword: String(form.get('current')),
      newPassword: String(form.get('new')),
      revokeOtherSessions: true,
    }
    if (!(await run(() => auth.changePassword(change)))) return
    element.reset()
    toasts.show({ tone: 'done', text: 'Your password is changed. Other devices are signed out.' })
  }
  return (
    <Section title="Password">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit(event.currentTarget)
        }}
      >
        {/* Tells password managers whose password this is. */}
        <input type="email" name="username" autoComplete="username" value={user.email} readOnly hidden />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Present password" name="current" type="password" autoComplete="current-password" required />
          <NewPasswordField label="New password" name="new" />
        </div>
        <FormError>{error}</FormError>
        <div>
          <Button type="submit" disabled={busy}>
            Change password
          </Button>
        </div>
      </form>
    </Section>
  )
}
