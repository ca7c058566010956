import { Mail, MonitorSmartphone, Webhook } from 'lucide-react'
import { useState } from 'react'
import type { Destination, MessageKind } from '../../../domain/destination.ts'
import { deviceKey, unsubscribeDevice } from '../../notifications/device/device-push.ts'
import { agoWords } from '../../time/instant-words.ts'
import { useReader } from '../../time/reader.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { OptionGroup } from '../../ui/option-group.tsx'
import { ConfirmCode } from './confirm-code.tsx'
import { useDestinations } from './use-destinations.ts'

const icons = { push: MonitorSmartphone, email: Mail, webhook: Webhook }
const sendsWords: Record<MessageKind, string> = { reminders: 'Reminders', morning: 'Morning digest' }

export function DestinationItem({ destination }: { destination: Destination }) {
  const { id, kind, label, status, sends } = destination
  const { update, remove, test } = useDestinations()
  const [removing, setRemoving] = useState(false)
  const Icon = icons[kind]
  const isThisDevice = kind === 'push' && localStorage.getItem(deviceKey) === id
  const removeIt = async () => {
    if (isThisDevice) await unsubscribeDevice(localStorage).catch(() => undefined)
    await remove(id)
  }
  return (
    <li className="flex flex-col gap-3 py-4 first:pt-0" aria-label={label}>
      <div className="flex items-start gap-3">
        <Icon size={18} aria-hidden className="mt-1 shrink-0 text-muted" />
        <div className="min-w-0 flex-1">
          <p className="font-medium [overflow-wrap:anywhere]">
            {label}
            {isThisDevice && <span className="ml-2 text-sm font-normal text-accent">this device</span>}
          </p>
          <Standing destination={destination} />
        </div>
      </div>
      <div className="flex flex-col gap-3 sm:pl-7.5">
        {status === 'unconfirmed' && <ConfirmCode id={id} />}
        {status === 'on' && (
          <OptionGroup
            label="Is sent"
            options={sendsWords}
            chosen={sends}
            onChange={(chosen) => void update(id, { sends: chosen })}
          />
        )}
        <div className="flex flex-wrap gap-2">
          {status === 'on' && (
            <Button small onClick={() => void test(id)} aria-label={`Send a test to ${label}`}>
              Send a test
            </Button>
          )}
          {status !== 'unconfirmed' && (
            <Button
              small
              onClick={() => void update(id, { on: status === 'off' })}
              aria-label={`Turn ${status === 'off' ? 'on' : 'off'} ${label}`}
            >
              {status === 'off' ? 'Turn on' : 'Turn off'}
            </Button>
          )}
          <Button small look="danger" onClick={() => setRemoving(true)} aria-label={`Remove ${label}`}>
            Remove
          </Button>
        </div>
      </div>
      {removing && (
        <ConfirmDialog
          title={`Remove ${label}?`}
          confirm="Remove"
          onConfirm={() => void removeIt()}
          onClose={() => setRemoving(false)}
        >
          Nothing is sent there any more. You can add it again later.
        </ConfirmDialog>
      )}
    </li>
  )
}

/** How things stand with it, in a line. */
function Standing({ destination: { status, reason, failures, lastDeliveredAt } }: { destination: Destination }) {
  const reader = useReader()
  if (status === 'unconfirmed') return <p className="text-sm text-warm">Waits for the code that was sent there</p>
  if (status === 'off') return <p className="text-sm text-danger">Turned off{reason === null ? '' : `. ${reason}`}</p>
  if (failures > 0)
    return (
      <p className="text-sm text-warm">
        {failures === 1 ? 'The last try failed.' : `The last ${failures} tries failed.`} It is tried again by itself.
      </p>
    )
  return (
    <p className="text-sm text-muted">
      {lastDeliveredAt === null ? 'Nothing sent yet' : `Last reached ${agoWords(lastDeliveredAt, reader)}`}
    </p>
  )
}
