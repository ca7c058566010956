import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

type State = 'asking' | 'busy' | 'done' | 'unknown' | 'unreachable'

/** Where the link of a mail leads: turns mail to that address off, without signing in, after a click. */
export function Unsubscribe({ token }: { token: string | null }) {
  const [state, setState] = useState<State>('asking')
  const leave = async () => {
    setState('busy')
    const response = await fetch(`/api/unsubscribe?token=${encodeURIComponent(token ?? '')}`, { method: 'POST' }).catch(
      () => null,
    )
    if (response?.ok) setState('done')
    else setState(response?.status === 404 ? 'unknown' : 'unreachable')
  }
  if (state === 'done')
    return (
      <Notice title="No more mail">
        <p role="status">Nothing is sent to this address any more. You can turn it on again in the settings.</p>
      </Notice>
    )
  if (token === null || state === 'unknown')
    return (
      <Notice title="This link does nothing any more">
        <p>The address was removed already, or the link is incomplete.</p>
      </Notice>
    )
  return (
    <Notice title="No more mail from your task list?">
      <p>Reminders still appear in the app.</p>
      {state === 'unreachable' && <p role="alert">The server cannot be reached. Please try again.</p>}
      <Button look="primary" disabled={state === 'busy'} onClick={() => void leave()}>
        Turn it off
      </Button>
    </Notice>
  )
}
