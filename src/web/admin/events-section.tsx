import { Section } from '../settings/section.tsx'
import { FigureRow } from './figure-row.tsx'
import { durationWords, type Overview } from './overview.ts'

const many = 100

export function EventsSection({ events, outbox }: Pick<Overview, 'events' | 'outbox'>) {
  return (
    <Section title="Events that wait">
      <dl className="divide-y divide-line">
        {outbox === null ? (
          <FigureRow name="To be published" alarm>
            not known
          </FigureRow>
        ) : (
          <FigureRow name="To be published" alarm={outbox.oldestSeconds > 60}>
            {outbox.depth === 0 ? '0' : `${outbox.depth}, for ${durationWords(outbox.oldestSeconds)}`}
          </FigureRow>
        )}
        {events?.consumers.map(({ topic, consumer, lag }) => (
          <FigureRow key={`${topic} ${consumer}`} name={`${topic}, for ${consumer}`} alarm={lag > many}>
            {lag.toLocaleString('en')}
          </FigureRow>
        ))}
      </dl>
      {events === null && <p className="mt-2 text-sm text-danger">The broker does not answer.</p>}
    </Section>
  )
}
