import { useQueryClient } from '@tanstack/react-query'
import { limits } from '../../domain/limits.ts'
import { auth } from '../identity/auth-api.ts'
import { FormError } from '../identity/auth-frame.tsx'
import { useAuthForm } from '../identity/use-auth-form.ts'
import { useTRPC } from '../rpc/trpc.ts'
import { useSignedIn } from '../shell/me.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { useToasts } from '../ui/toasts.ts'
import { Section } from './section.tsx'

export function AccountSection() {
  const { user } = useSignedIn()
  const queries = useTRPC()
  const cache = useQueryClient()
  const toasts = useToasts()
  const { busy, error, run } = useAuthForm()
  const submit = async (form: FormData) => {
    if (!(await run(() => auth.changeName(String(form.get('name')).trim())))) return
    toasts.show({ tone: 'done', text: 'Your name is saved.' })
    await cache.invalidateQueries(queries.me.get.pathFilter())
  }
  return (
    <Section title="Profile" anchor="account">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit(new FormData(event.currentTarget))
        }}
      >
        <div className="flex items-end gap-2">
          <Field
            label="Name"
            name="name"
            defaultValue={user.name}
            maxLength={limits.userNameLength}
            required
            className="flex-1"
          />
          <Button type="submit" disabled={busy}>
            Save
          </Button>
        </div>
        <FormError>{error}</FormError>
        <div className="text-sm">
          <p className="font-medium">E-mail</p>
          <p className="mt-1 text-base">{user.email}</p>
          <p className="mt-1 text-muted">
            To change it, ask the administrator of this server for a link. They make it with{' '}
            <code className="text-ink">npm run admin -- change-email-link OLD NEW</code>.
          </p>
        </div>
      </form>
    </Section>
  )
}
