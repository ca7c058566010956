import { useQuery } from '@tanstack/react-query'
import { problemOf } from '../../rpc/problem.ts'
import { useTRPC } from '../../rpc/trpc.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Section } from '../section.tsx'
import { AddDestination } from './add-destination.tsx'
import { DestinationItem } from './destination-item.tsx'
import { NotifyRulesForm } from './notify-rules-form.tsx'
import { SentMessages } from './sent-messages.tsx'

/** While something is under way its end is waited for; otherwise the server tells of changes. */
const pollMs = 2_000

/** Where reminders go besides the app, when they do not, and what became of the last ones. */
export function NotificationsSection() {
  const queries = useTRPC()
  const list = useQuery(
    queries.destinations.list.queryOptions(undefined, {
      staleTime: 0,
      refetchInterval: ({ state }) => (state.data?.sent.some(({ status }) => status === 'waiting') ? pollMs : false),
    }),
  )
  const { data } = list
  return (
    <>
      <Section
        title="Notifications"
        anchor="notifications"
        intro="Reminders always appear in the app. They can find you elsewhere as well."
      >
        {list.isPending && <Skeleton rows={2} />}
        {list.error !== null && (
          <p role="alert" className="text-sm text-danger">
            {problemOf(list.error).message}
          </p>
        )}
        {data && (
          <>
            <ul className="divide-y divide-line">
              {data.destinations.map((destination) => (
                <DestinationItem key={destination.id} destination={destination} />
              ))}
            </ul>
            <AddDestination mail={data.mail} destinations={data.destinations} />
            <SentMessages sent={data.sent} destinations={data.destinations} />
          </>
        )}
      </Section>
      {data && (
        <Section
          title="Quiet hours and morning digest"
          intro="Both go by your own clock, as it is set above."
          anchor="quiet-hours"
        >
          <NotifyRulesForm rules={data.rules} />
        </Section>
      )}
    </>
  )
}
