import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../rpc/router-type.ts'

/** What the server tells administrators. */
export type Overview = inferRouterOutputs<AppRouter>['admin']['overview']

/** A duration in words of one unit: 12 s, 5 min, 3 h, 2 days. */
export function durationWords(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1_000)} ms`
  if (seconds < 120) return `${Math.round(seconds)} s`
  if (seconds < 2 * 3_600) return `${Math.round(seconds / 60)} min`
  if (seconds < 48 * 3_600) return `${Math.round(seconds / 3_600)} h`
  return `${Math.round(seconds / 86_400)} days`
}
