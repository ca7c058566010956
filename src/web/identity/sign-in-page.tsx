import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Me } from '../rpc/contract.ts'
import { AuthFrame } from './auth-frame.tsx'
import { GuestEntry } from './guest-entry.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { SignUpForm } from './sign-up-form.tsx'

type Props = { registration: Me['registration']; guests: boolean }

export function SignInPage({ registration, guests }: Props) {
  const cache = useQueryClient()
  const [joining, setJoining] = useState(false)
  const enter = () => cache.resetQueries()
  const closed = registration !== 'open'
  return (
    <AuthFrame
      title={joining ? 'Create your account' : 'Welcome'}
      intro="Say what you have to do. It keeps the list, and speaks up when something is due."
    >
      {joining && !closed ? <SignUpForm onDone={enter} /> : <SignInForm onDone={enter} />}
      <p className="mt-5 text-center text-sm text-muted">
        {closed ? (
          registration === 'invite' ? (
            'New accounts need an invitation: open the link you were sent.'
          ) : (
            'This server accepts no new accounts.'
          )
        ) : (
          <>
            {joining ? 'Have an account? ' : 'New here? '}
            <button
              type="button"
              className="font-medium text-accent underline underline-offset-2"
              onClick={() => setJoining(!joining)}
            >
              {joining ? 'Sign in' : 'Create an account'}
            </button>
          </>
        )}
      </p>
      {guests && <GuestEntry onDone={enter} />}
    </AuthFrame>
  )
}
