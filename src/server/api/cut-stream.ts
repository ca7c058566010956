/**
 * The response with a body that just ends when `signal` aborts. A subscription that ended properly would tell its client
 * to come no more; one that is cut is resumed, by then elsewhere.
 */
export function cutStream(response: Response, signal: AbortSignal): Response {
  if (response.body === null) return response
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    start(controller) {
      if (signal.aborted) controller.terminate()
      signal.addEventListener('abort', () => controller.terminate(), { once: true })
    },
  })
  const body = response.body.pipeThrough(cut)
  return new Response(body, { status: response.status, headers: response.headers })
}
