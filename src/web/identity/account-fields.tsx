import { limits } from '../../domain/limits.ts'
import { Field } from '../ui/field.tsx'
import { NewPasswordField } from '../ui/new-password-field.tsx'

/** What a new account needs; `accountOf` reads it. */
export function AccountFields() {
  return (
    <>
      <Field label="Name" name="name" autoComplete="name" maxLength={limits.userNameLength} required />
      <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      <NewPasswordField label="Password" name="password" />
    </>
  )
}

/** The account a form with `AccountFields` describes. Passwords are taken as they were typed. */
export const accountOf = (form: FormData) => ({
  name: textOf(form, 'name'),
  email: textOf(form, 'email'),
  password: String(form.get('password')),
})

/** A field of a form without the space around it; empty where it is missing. */
export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()
