import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { useDestinations } from './use-destinations.ts'

/** Takes the code that was mailed to an address. */
export function ConfirmCode({ id }: { id: string }) {
  const { confirmEmail, test } = useDestinations()
  const [code, setCode] = useState('')
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void confirmEmail(id, code)
      }}
    >
      <Field
        label="Code from the mail"
        className="w-40"
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        onChange={(event) => setCode(event.target.value.trim())}
      />
      <Button type="submit" look="primary" disabled={!/^\d{6}$/.test(code)}>
        Confirm
      </Button>
      <Button look="quiet" onClick={() => void test(id)}>
        Send the code again
      </Button>
    </form>
  )
}
