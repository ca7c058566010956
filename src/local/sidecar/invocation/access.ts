import { type AppId, invocations, publicPrefix } from '../../../domain/topology.ts'

type Call = { caller: AppId; target: string; path: string }

// A path that some layer could read as another one is refused rather than normalised.
const ambiguous = /\\|\/\/|%2e|%2f|%5c|%00|(^|\/)\.{1,2}(\/|$)/i

/**
 * Whether `caller` may call `path` (undecoded, without its query) of `target`: internal routes by the callers that the
 * topology names, the public prefix by `web`, nothing else by anyone.
 */
export function mayInvoke({ caller, target, path }: Call): boolean {
  if (target !== 'server' || ambiguous.test(path)) return false
  const internal = Object.values(invocations).find(({ route }) => route === path)
  if (internal !== undefined) return (internal.callers as readonly AppId[]).includes(caller)
  return caller === 'web' && path.startsWith(publicPrefix)
}
