'use client'

import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { NewPasswordField } from '../ui/new-password-field.tsx'
import { auth } from './auth-api.ts'
import { FormError } from './auth-frame.tsx'
import { useAuthForm } from './use-auth-form.ts'

type Props = { onDone: () => Promise<unknown>; invite?: string }

export function SignUpForm({ onDone, invite }: Props) {
  const { busy, error, run } = useAuthForm()
  const submit = (form: FormData) =>
    run(async () => {
      await auth.signUp({
        name: String(form.get('name')),
        email: String(form.get('email')),
        password: String(form.get('password')),
        ...(invite === undefined ? {} : { invite }),
      })
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
      <Field label="Name" name="name" autoComplete="name" maxLength={100} required />
      <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      <NewPasswordField label="Password" name="password" hint="At least 8 characters." />
      <FormError>{error}</FormError>
      <Button look="primary" type="submit" disabled={busy}>
        {busy ? 'Creating your account…' : 'Create account'}
      </Button>
    </form>
  )
}
