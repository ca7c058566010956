import { createContext, useContext } from 'react'
import type { Settings } from '../../domain/settings.ts'
import type { Me, User } from '../rpc/contract.ts'

/** Who uses this page; exists only where someone is signed in. */
export type SignedIn = { user: User; settings: Settings; registration: Me['registration'] }

export const SignedInContext = createContext<SignedIn | null>(null)

export function useSignedIn(): SignedIn {
  const signedIn = useContext(SignedInContext)
  if (signedIn === null) throw new Error('This part of the page needs someone signed in.')
  return signedIn
}

export const useSettings = (): Settings => useSignedIn().settings
