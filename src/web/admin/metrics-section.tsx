import { Section } from '../settings/section.tsx'
import { FigureRow } from './figure-row.tsx'
import { durationWords, type Overview } from './overview.ts'

export function MetricsSection({ metrics }: Pick<Overview, 'metrics'>) {
  const { calls, failedCalls, slowSeconds, reminders, lateReminders, openPages, upSeconds } = metrics
  return (
    <Section
      title="Service"
      intro={`Of the server that answered, since it started ${durationWords(upSeconds)} ago. Grafana shows all of them over time.`}
    >
      <dl className="divide-y divide-line">
        <FigureRow name="Calls">{calls.toLocaleString('en')}</FigureRow>
        <FigureRow name="Failed through no fault of the caller" alarm={failedCalls > 0}>
          {failedCalls.toLocaleString('en')}
        </FigureRow>
        <FigureRow name="95 of 100 answered within">
          {slowSeconds === null ? '–' : durationWords(slowSeconds)}
        </FigureRow>
        <FigureRow name="Reminders delivered">{reminders.toLocaleString('en')}</FigureRow>
        <FigureRow name="More than a minute late" alarm={lateReminders > 0}>
          {lateReminders.toLocaleString('en')}
        </FigureRow>
        <FigureRow name="Open pages">{openPages.toLocaleString('en')}</FigureRow>
      </dl>
    </Section>
  )
}
