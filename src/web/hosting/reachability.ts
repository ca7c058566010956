type Options = {
  /** Resolves to whether the server answered; may reject. */
  probe: () => Promise<boolean>
  now: () => number
  /** How long, in milliseconds, an answer counts before it is asked again. */
  freshMs: number
}

/**
 * Whether the server can be reached, asked at most once per `freshMs` and shared by all who wait. Next answers a
 * rewrite to a dead upstream with a bare 500, which tells nobody what to do; this lets us say so before.
 */
export function watchReachability({ probe, now, freshMs }: Options): () => Promise<boolean> {
  let reachableAt = Number.NEGATIVE_INFINITY
  let asking: Promise<boolean> | undefined
  const ask = async () => {
    const answered = await probe().catch(() => false)
    if (answered) reachableAt = now()
    asking = undefined
    return answered
  }
  return () => {
    if (now() - reachableAt < freshMs) return Promise.resolve(true)
    asking ??= ask()
    return asking
  }
}
