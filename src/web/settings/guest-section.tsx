import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { limits } from '../../domain/limits.ts'
import { AccountFields, accountOf, textOf } from '../identity/account-fields.tsx'
import { FormError } from '../identity/auth-frame.tsx'
import { useAuthForm } from '../identity/use-auth-form.ts'
import { newId } from '../rpc/new-id.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useSignedIn } from '../shell/me.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useToasts } from '../ui/toasts.ts'
import { Section } from './section.tsx'

/** Turns a guest into an account that keeps everything. */
export function GuestSection() {
  const { registration } = useSignedIn()
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const toasts = useToasts()
  const { busy, error, run } = useAuthForm()
  // One id for all attempts, so that a lost answer cannot make the second one fail.
  const [mutationId] = useState(newId)
  const submit = async (form: FormData) => {
    const invite = textOf(form, 'invite')
    const upgrade = { mutationId, ...accountOf(form), ...(invite === '' ? {} : { invite }) }
    if (!(await run(() => api.me.upgradeGuest.mutate(upgrade)))) return
    toasts.show({ tone: 'done', text: 'Your account is ready. Everything you had is in it.' })
    await cache.invalidateQueries(queries.me.get.pathFilter())
  }
  if (registration === 'closed') {
    return (
      <Section title="You are a guest" anchor="account">
        <p className="text-muted">This server accepts no new accounts. Export your data below to keep it.</p>
      </Section>
    )
  }
  return (
    <Section
      title="Keep your tasks"
      anchor="account"
      intro={`As a guest you are known to this browser only, and guests expire after ${limits.guestDays} days. With an account you keep everything and can sign in anywhere.`}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit(new FormData(event.currentTarget))
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <AccountFields />
          {registration === 'invite' && (
            <Field
              label="Invitation"
              name="invite"
              autoComplete="off"
              hint="The text after “token=” in the link you were sent."
              required
            />
          )}
        </div>
        <FormError>{error}</FormError>
        <div>
          <Button look="primary" type="submit" disabled={busy}>
            {busy ? 'One moment…' : 'Create account'}
          </Button>
        </div>
      </form>
    </Section>
  )
}
