import { useCallback } from 'react'
import { newId } from '../rpc/new-id.ts'
import { useTRPCClient } from '../rpc/trpc.ts'
import { detectedHourCycle, detectedLocale, detectedTimeZone } from '../time/detected-zone.ts'

/**
 * Gives a new account the browser's time zone and clock, before its first task could get the server's.
 * Where that fails, the workspace does it once it is open.
 */
export function useFirstSettings(): () => Promise<void> {
  const api = useTRPCClient()
  return useCallback(async () => {
    const settings = { timeZone: detectedTimeZone(), hourCycle: detectedHourCycle(), locale: detectedLocale() }
    await api.me.updateSettings.mutate({ mutationId: newId(), settings }).catch(() => undefined)
  }, [api])
}
