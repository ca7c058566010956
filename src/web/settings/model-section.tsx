import { useQuery } from '@tanstack/react-query'
import type { ModelMode } from '../../domain/model-mode.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useAction } from '../rpc/use-action.ts'
import { Select } from '../ui/select.tsx'
import { Section } from './section.tsx'

const modeWords: Record<ModelMode, string> = {
  unsure: 'When the built-in parser is unsure',
  always: 'For every message',
  never: 'Never: nothing leaves this server',
}

/** When a language model reads along, and what that took; nothing where the installation has none. */
export function ModelSection() {
  const api = useTRPCClient()
  const queries = useTRPC()
  const act = useAction()
  const { data: model, refetch } = useQuery(queries.model.get.queryOptions(undefined, { staleTime: 0 }))
  if (!model) return null
  const { name, installation, choice, today, month, dailyTokens } = model
  const choose = async (mode: ModelMode | null) => {
    await act((mutationId) => api.model.choose.mutate({ mutationId, mode }))
    await refetch()
  }
  const options = { default: `As this server does (${modeWords[installation].toLowerCase()})`, ...modeWords }
  const left = dailyTokens === null ? '' : ` of ${counted(dailyTokens)}`
  return (
    <Section
      title="Language model"
      intro={`This server can ask ${name} what you mean. It gets your message with the tasks and messages you last saw. It only plans: nothing is deleted without your yes.`}
    >
      <Select
        label="Ask it"
        options={options}
        value={choice ?? 'default'}
        onChange={(mode) => void choose(mode === 'default' ? null : mode)}
      />
      <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-muted">Today</dt>
        <dd>{`${counted(today.inputTokens + today.outputTokens)}${left} tokens${costWords(today.cost)}`}</dd>
        <dt className="text-muted">Last 30 days</dt>
        <dd>{`${counted(month.inputTokens + month.outputTokens)} tokens in ${counted(month.requests)} ${month.requests === 1 ? 'request' : 'requests'}${costWords(month.cost)}`}</dd>
      </dl>
      {dailyTokens !== null && (
        <p className="mt-2 text-sm text-muted">
          When they are used up the built-in parser answers, until midnight UTC.
        </p>
      )}
    </Section>
  )
}

const counted = (count: number) => count.toLocaleString('en')
/** The currency is whatever the installation's prices are in. */
const costWords = (cost: number | null) => (cost === null ? '' : `, costing ${cost.toFixed(cost < 1 ? 4 : 2)}`)
