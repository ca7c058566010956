import { Section } from '../settings/section.tsx'
import { fullInstantWords } from '../time/instant-words.ts'
import { useReader } from '../time/reader.ts'
import type { Overview } from './overview.ts'
import { StateMark } from './state-mark.tsx'

export function DeploymentsSection({ deployments }: Pick<Overview, 'deployments'>) {
  const reader = useReader()
  return (
    <Section title="Releases">
      {deployments.length === 0 && <p className="text-sm text-muted">None are recorded here.</p>}
      <ol className="divide-y divide-line">
        {deployments.map(({ at, kind, outcome, reason, release, version }) => (
          <li key={`${at} ${release}`} className="flex items-start justify-between gap-4 py-2">
            <div className="min-w-0 text-sm">
              <p className="font-medium">
                {kind === 'rollback' ? 'Back to ' : ''}
                {version} <span className="font-mono text-muted">{release}</span>
              </p>
              <p className="text-muted [overflow-wrap:anywhere]">
                {fullInstantWords(at, reader)}
                {reason === undefined ? '' : ` · ${reason}`}
              </p>
            </div>
            <StateMark ok={outcome === 'good'} words={outcome === 'good' ? 'Good' : 'Failed'} />
          </li>
        ))}
      </ol>
    </Section>
  )
}
