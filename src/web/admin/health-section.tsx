import { Section } from '../settings/section.tsx'
import type { Overview } from './overview.ts'
import { StateMark } from './state-mark.tsx'

export function HealthSection({ health }: Pick<Overview, 'health'>) {
  return (
    <Section title="Parts">
      <ul className="divide-y divide-line">
        {health.map(({ part, ok, detail }) => (
          <li key={part} className="flex items-center justify-between gap-4 py-2">
            <span>{part}</span>
            <StateMark ok={ok} words={ok ? 'Works' : (detail ?? 'Does not work')} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
