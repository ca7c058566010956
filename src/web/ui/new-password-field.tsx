import { limits } from '../../domain/limits.ts'
import { Field } from './field.tsx'

/** Where a password is chosen. */
export function NewPasswordField({ label, name }: { label: string; name: string }) {
  return (
    <Field
      label={label}
      name={name}
      type="password"
      autoComplete="new-password"
      minLength={limits.passwordLengthMin}
      maxLength={limits.passwordLengthMax}
      hint={`At least ${limits.passwordLengthMin} characters.`}
      required
    />
  )
}
