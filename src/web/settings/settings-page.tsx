import { ConnectionBanner } from '../live/connection-banner.tsx'
import { useSignedIn } from '../shell/me.ts'
import { useUrlState } from '../shell/url-state.ts'
import { PageHead } from '../ui/page-head.tsx'
import { AccountSection } from './account-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { DataSection } from './data-section.tsx'
import { GuestSection } from './guest-section.tsx'
import { CalendarSection, ImportSection, NotificationsSection } from './lazy-sections.ts'
import { ModelSection } from './model-section.tsx'
import { PasswordSection } from './password-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { TimeSection } from './time-section.tsx'
import { TokensSection } from './tokens-section.tsx'

// How a link that changes the e-mail address ended: the server leads here with `?email=`.
const emailOutcomes: Record<string, string> = {
  changed: 'Your e-mail address is changed.',
  taken: 'That e-mail address belongs to another account, so yours was not changed.',
  invalid: 'That link has expired or was used already. Ask the administrator for a new one.',
}

export function SettingsPage() {
  const { user } = useSignedIn()
  const [params] = useUrlState()
  const outcome = emailOutcomes[params.get('email') ?? '']
  return (
    <div className="min-h-dvh">
      <ConnectionBanner />
      <main className="mx-auto max-w-2xl px-4 pt-4 pb-20 md:pt-8">
        <PageHead title="Settings" />
        {outcome !== undefined && (
          <p role="status" className="mb-6 rounded-md bg-accent-soft px-4 py-3 text-accent-strong">
            {outcome}
          </p>
        )}
        <div className="flex flex-col gap-5">
          {user.isGuest && <GuestSection />}
          <TimeSection />
          <NotificationsSection />
          <AppearanceSection />
          <ModelSection />
          {!user.isGuest && (
            <>
              <AccountSection />
              <PasswordSection />
              <SessionsSection />
              <TokensSection />
              <CalendarSection />
            </>
          )}
          <ImportSection />
          <DataSection />
        </div>
      </main>
    </div>
  )
}
