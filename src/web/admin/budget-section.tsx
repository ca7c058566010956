import { Section } from '../settings/section.tsx'
import type { Overview } from './overview.ts'

export function BudgetSection({ budget }: Pick<Overview, 'budget'>) {
  return (
    <Section title="What is free" intro="What this installation uses of it, as its last deployment summed it up.">
      {budget.length === 0 ? (
        <p className="text-sm text-muted">It runs where nothing is counted, or was not deployed with a budget.</p>
      ) : (
        <div className="overflow-x-auto">
          <table className="w-full text-sm">
            <thead>
              <tr className="text-left text-muted">
                <th className="py-2 pr-4 font-medium">What</th>
                <th className="py-2 pr-4 text-right font-medium">Used</th>
                <th className="py-2 text-right font-medium">Free</th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line tabular-nums">
              {budget.map(({ what, used, limit, unit }) => (
                <tr key={what} className={used > limit ? 'text-danger' : ''}>
                  <td className="py-2 pr-4">{what}</td>
                  <td className="py-2 pr-4 text-right">
                    {used.toLocaleString('en')} {unit}
                  </td>
                  <td className="py-2 text-right">
                    {limit.toLocaleString('en')} {unit}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}
