import { Mail, MonitorSmartphone, Webhook } from 'lucide-react'
import { useState } from 'react'
import type { Destination } from '../../../domain/destination.ts'
import { canBePushed, deviceKey, permission } from '../../notifications/device/device-push.ts'
import { useThisDevice } from '../../notifications/device/use-this-device.ts'
import { useSignedIn } from '../../shell/me.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Field } from '../../ui/field.tsx'
import { ShownOnce } from '../shown-once.tsx'
import { useDestinations } from './use-destinations.ts'

type Props = { mail: boolean; destinations: readonly Destination[] }
type Adding = 'email' | 'webhook' | null

export function AddDestination({ mail, destinations }: Props) {
  const { user } = useSignedIn()
  const turnOn = useThisDevice()
  const [adding, setAdding] = useState<Adding>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const here = destinations.some(({ id }) => id === localStorage.getItem(deviceKey))
  const close = () => setAdding(null)
  if (secret !== null) {
    return (
      <div className="mt-1 border-t border-line pt-4">
        <ShownOnce
          secret={secret}
          intro="Your receiver checks messages by this secret. It is shown only now, so keep it where the receiver finds it."
          onDone={() => setSecret(null)}
        />
      </div>
    )
  }
  if (adding === 'email') return <AddEmail onDone={close} />
  if (adding === 'webhook') return <AddWebhook onDone={close} onSecret={setSecret} />
  return (
    <div className={cx('flex flex-col gap-3', destinations.length > 0 && 'border-t border-line pt-4')}>
      <div className="flex flex-wrap gap-2">
        {!here && (
          <Button disabled={!canBePushed() || permission() === 'denied'} onClick={() => void turnOn()}>
            <MonitorSmartphone size={16} />
            Notify this device
          </Button>
        )}
        {!user.isGuest && (
          <>
            <Button disabled={!mail} onClick={() => setAdding('email')}>
              <Mail size={16} />
              Add an e-mail address
            </Button>
            <Button onClick={() => setAdding('webhook')}>
              <Webhook size={16} />
              Add a webhook
            </Button>
          </>
        )}
      </div>
      {!here && <DeviceNote />}
      {!mail && !user.isGuest && (
        <p className="text-sm text-muted">This server has no mail server set up, so it cannot send e-mail.</p>
      )}
    </div>
  )
}

/** Why this device cannot be notified, where it cannot. */
function DeviceNote() {
  const note = !canBePushed()
    ? 'This browser cannot be notified here: that takes HTTPS, and on iPhones the page on the home screen.'
    : permission() === 'denied'
      ? 'Notifications are blocked for this page. Allow them in your browser’s site settings first.'
      : null
  return note === null ? null : <p className="text-sm text-muted">{note}</p>
}

function AddEmail({ onDone }: { onDone: () => void }) {
  const { user } = useSignedIn()
  const { addEmail } = useDestinations()
  const [address, setAddress] = useState(user.email)
  const submit = async () => {
    if ((await addEmail(address)) !== null) onDone()
  }
  return (
    <AddForm submit={submit} label="Send the code" disabled={!address.includes('@')} onCancel={onDone}>
      <Field
        label="E-mail address"
        type="email"
        required
        maxLength={254}
        value={address}
        hint="A code is sent there, with which you confirm that it is yours."
        onChange={(event) => setAddress(event.target.value)}
      />
    </AddForm>
  )
}

function AddWebhook({ onDone, onSecret }: { onDone: () => void; onSecret: (secret: string) => void }) {
  const { addWebhook } = useDestinations()
  const [url, setUrl] = useState('')
  const submit = async () => {
    const added = await addWebhook(url)
    if (added === null) return
    onSecret(added.secret)
    onDone()
  }
  return (
    <AddForm submit={submit} label="Add webhook" disabled={url.trim() === ''} onCancel={onDone}>
      <Field
        label="Address"
        type="url"
        required
        placeholder="https://example.org/hook"
        value={url}
        hint="Gets a POST with JSON, signed as Standard Webhooks has it. It must be on the public internet."
        onChange={(event) => setUrl(event.target.value.trim())}
      />
    </AddForm>
  )
}

type FormProps = {
  submit: () => Promise<void>
  label: string
  disabled: boolean
  onCancel: () => void
  children: React.ReactNode
}

function AddForm({ submit, label, disabled, onCancel, children }: FormProps) {
  return (
    <form
      className="mt-1 flex flex-col gap-4 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {children}
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={disabled}>
          {label}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  )
}
