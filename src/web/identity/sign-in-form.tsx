import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { auth } from './auth-api.ts'
import { FormError } from './auth-frame.tsx'
import { useAuthForm } from './use-auth-form.ts'

export function SignInForm({ onDone }: { onDone: () => Promise<unknown> }) {
  const { busy, error, run } = useAuthForm()
  const submit = (form: FormData) =>
    run(async () => {
      await auth.signIn({ email: String(form.get('email')), password: String(form.get('password')) })
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
      <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <FormError>{error}</FormError>
      <Button look="primary" type="submit" disabled={busy}>
        {busy ? 'Signing in…' : 'Sign in'}
      </Button>
      <details className="text-sm text-muted">
        <summary className="cursor-pointer">Forgotten your password?</summary>
        <p className="pt-2">
          Ask the administrator of this server for a link to set a new one. They make it with{' '}
          <code className="text-ink">npm run admin -- reset-link YOUR-E-MAIL</code>.
        </p>
      </details>
    </form>
  )
}
