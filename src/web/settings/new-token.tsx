import { useRef, useState } from 'react'
import type { AccessScope } from '../../domain/access-token.ts'
import { limits } from '../../domain/limits.ts'
import { newId } from '../rpc/new-id.ts'
import { useTRPCClient } from '../rpc/trpc.ts'
import { useAction } from '../rpc/use-action.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { OptionGroup } from '../ui/option-group.tsx'
import { Select } from '../ui/select.tsx'
import { scopeWords } from './scope-words.ts'
import { ShownOnce } from './shown-once.tsx'

const lifetimes = { '7': '7 days', '30': '30 days', '90': '90 days', '365': 'a year' } as const

type Props = { onMade: () => void; onDone: () => void }

/** Makes an access token and shows its secret, this once. */
export function NewToken({ onMade, onDone }: Props) {
  const api = useTRPCClient()
  const act = useAction()
  const id = useRef(newId())
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<AccessScope[]>(['read', 'write'])
  const [days, setDays] = useState<keyof typeof lifetimes>('90')
  const [secret, setSecret] = useState<string | null>(null)
  const make = async () => {
    const asked = { id: id.current, name, scopes, expiresInDays: Number(days) }
    const made = await act(() => api.tokens.create.mutate(asked))
    if (made === null) return
    setSecret(made.secret)
    onMade()
  }
  if (secret !== null) return <Secret secret={secret} onDone={onDone} />
  return (
    <form
      className="flex flex-col gap-4 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <Field
        label="What is it for?"
        value={name}
        required
        maxLength={limits.accessTokenNameLength}
        placeholder="Assistant on my laptop"
        onChange={(event) => setName(event.target.value)}
      />
      <OptionGroup label="It may" options={scopeWords} chosen={scopes} onChange={setScopes} />
      <Select label="Good for" options={lifetimes} value={days} onChange={setDays} />
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={name.trim() === '' || scopes.length === 0}>
          Make token
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  )
}

function Secret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const address = `${window.location.origin}/api/mcp`
  return (
    <div className="border-t border-line pt-4">
      <ShownOnce
        secret={secret}
        intro="This is the token. It is shown only now, so keep it where your assistant finds it."
        onDone={onDone}
      >
        <p className="text-sm text-muted">
          Your assistant reaches the tasks at <code className="select-all">{address}</code> (streamable HTTP) with the
          header <code>Authorization: Bearer</code> and the token.
        </p>
      </ShownOnce>
    </div>
  )
}
