import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AccessToken } from '../../domain/access-token.ts'
import { problemOf } from '../rpc/problem.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useAction } from '../rpc/use-action.ts'
import { agoWords, fullInstantWords } from '../time/instant-words.ts'
import { useReader } from '../time/reader.ts'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { NewToken } from './new-token.tsx'
import { scopeWords } from './scope-words.ts'
import { Section } from './section.tsx'

/** Keys for other assistants, which work on one's tasks by the Model Context Protocol. */
export function TokensSection() {
  const api = useTRPCClient()
  const queries = useTRPC()
  const act = useAction()
  const tokens = useQuery(queries.tokens.list.queryOptions(undefined, { staleTime: 0 }))
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<AccessToken | null>(null)
  const revoke = async ({ id }: AccessToken) => {
    await act((mutationId) => api.tokens.revoke.mutate({ mutationId, id }))
    await tokens.refetch()
  }
  return (
    <Section
      title="Other assistants"
      intro="An assistant that speaks the Model Context Protocol can work on your tasks with an access token. It asks you before it deletes anything."
    >
      {tokens.isPending && <Skeleton rows={1} />}
      {tokens.error !== null && (
        <p role="alert" className="text-sm text-danger">
          {problemOf(tokens.error).message}
        </p>
      )}
      <ul className="divide-y divide-line">
        {tokens.data?.map((token) => (
          <li key={token.id} className="flex items-start gap-3 py-2.5 first:pt-0">
            <TokenWords token={token} />
            <Button small look="danger" aria-label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>
              Revoke
            </Button>
          </li>
        ))}
      </ul>
      <div className="mt-3">
        {making ? (
          <NewToken onMade={() => void tokens.refetch()} onDone={() => setMaking(false)} />
        ) : (
          <Button onClick={() => setMaking(true)}>New access token</Button>
        )}
      </div>
      {revoking !== null && (
        <ConfirmDialog
          title="Revoke this access token?"
          confirm="Revoke"
          onConfirm={() => void revoke(revoking)}
          onClose={() => setRevoking(null)}
        >
          Whatever uses “{revoking.name}” is shut out at once, for good.
        </ConfirmDialog>
      )}
    </Section>
  )
}

function TokenWords({ token: { name, scopes, expiresAt, lastUsedAt } }: { token: AccessToken }) {
  const reader = useReader()
  const expired = expiresAt <= reader.now
  return (
    <div className="min-w-0 flex-1">
      <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
      <p className="text-sm text-muted">{scopes.map((scope) => scopeWords[scope]).join(' · ')}</p>
      <p className="text-sm text-muted">
        {lastUsedAt === null ? 'Never used' : `Last used ${agoWords(lastUsedAt, reader)}`} ·{' '}
        <span className={expired ? 'text-danger' : undefined}>
          {expired ? 'Expired' : 'Expires'} {fullInstantWords(expiresAt, reader)}
        </span>
      </p>
    </div>
  )
}
