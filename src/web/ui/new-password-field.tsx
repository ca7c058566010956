import { Field } from './field.tsx'

/** Where a password is chosen; the server holds it to the same bounds. */
export function NewPasswordField({ label, name, hint }: { label: string; name: string; hint?: string }) {
  return (
    <Field
      label={label}
      name={name}
      type="password"
      autoComplete="new-password"
      minLength={8}
      maxLength={128}
      hint={hint}
      required
    />
  )
}
