import { useQuery } from '@tanstack/react-query'
import { problemOf } from '../rpc/problem.ts'
import { useTRPC } from '../rpc/trpc.ts'
import { useUrlState } from '../shell/url-state.ts'
import { PageHead } from '../ui/page-head.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { BudgetSection } from './budget-section.tsx'
import { DeadLettersSection } from './dead-letters-section.tsx'
import { DeploymentsSection } from './deployments-section.tsx'
import { EventsSection } from './events-section.tsx'
import { HealthSection } from './health-section.tsx'
import { MetricsSection } from './metrics-section.tsx'

const everySeconds = 10

/** The state of the installation, for those who run it. */
export function AdminPage() {
  const queries = useTRPC()
  const [params] = useUrlState()
  const overview = useQuery(
    queries.admin.overview.queryOptions(undefined, { staleTime: 0, refetchInterval: everySeconds * 1_000, retry: 1 }),
  )
  const { data, error } = overview
  const refused = error !== null && problemOf(error).code === 'forbidden'
  return (
    <main className="mx-auto min-h-dvh max-w-5xl px-4 pt-4 pb-20 md:pt-8">
      <PageHead title="Administration" />
      {params.get('link') === 'invalid' && (
        <p role="alert" className="mb-6 rounded-md bg-danger-soft px-4 py-3 text-danger">
          That link has expired or was used already.
        </p>
      )}
      {overview.isPending && <Skeleton rows={6} />}
      {refused && <HowToBecomeOne />}
      {error !== null && !refused && data === undefined && (
        <p role="alert" className="text-danger">
          {problemOf(error).message}
        </p>
      )}
      {data !== undefined && !refused && (
        <div className="grid items-start gap-5 md:grid-cols-2">
          <HealthSection health={data.health} />
          <MetricsSection metrics={data.metrics} />
          <EventsSection events={data.events} outbox={data.outbox} />
          <DeploymentsSection deployments={data.deployments} />
          <div className="md:col-span-2">
            <DeadLettersSection letters={data.events?.deadLetters ?? null} onReplayed={() => overview.refetch()} />
          </div>
          <div className="md:col-span-2">
            <BudgetSection budget={data.budget} />
          </div>
        </div>
      )}
    </main>
  )
}

function HowToBecomeOne() {
  return (
    <div className="max-w-xl rounded-xl border border-line bg-surface p-5 sm:p-6">
      <h2 className="font-semibold">This page is for administrators</h2>
      <p className="mt-2 text-muted">
        Whoever runs this server names their addresses in the setting <code>ADMIN_EMAILS</code>. Then{' '}
        <code className="[overflow-wrap:anywhere]">npm run admin -- admin-link you@example.org</code> prints a link that
        works once and confirms that the account is theirs.
      </p>
    </div>
  )
}
