import { Button } from '../ui/button.tsx'
import { AccountFields, accountOf } from './account-fields.tsx'
import { auth } from './auth-api.ts'
import { FormError } from './auth-frame.tsx'
import { useAuthForm } from './use-auth-form.ts'
import { useFirstSettings } from './use-first-settings.ts'

type Props = { onDone: () => Promise<unknown>; invite?: string }

export function SignUpForm({ onDone, invite }: Props) {
  const { busy, error, run } = useAuthForm()
  const saveFirstSettings = useFirstSettings()
  const submit = (form: FormData) =>
    run(async () => {
      await auth.signUp({ ...accountOf(form), ...(invite === undefined ? {} : { invite }) })
      await saveFirstSettings()
      await onDone()
    })
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void submit(new FormData(event.currentTarget))
      }}
    >
      <AccountFields />
      <FormError>{error}</FormError>
      <Button look="primary" type="submit" disabled={busy}>
        {busy ? 'Creating your account…' : 'Create account'}
      </Button>
    </form>
  )
}
