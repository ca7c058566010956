/**
 * The response with a body that just ends when `signal` aborts. A subscription that ended properly would tell its client
 * to come no more; one that is cut is resumed, by then elsewhere.
 */
export function cutStream(response: Response, signal: AbortSignal): Response {
  if (response.body === null) return response
  const body = endedBy(response.body.getReader(), signal)
  return new Response(body, { status: response.status, headers: response.headers })
}

// The signal lives as long as the process: a stream that ended before must not stay listening to it.
function endedBy(source: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal): ReadableStream<Uint8Array> {
  let cut = () => {}
  return new ReadableStream<Uint8Array>({
    start(controller) {
      cut = () => {
        controller.close()
        source.cancel().catch(() => {})
      }
      if (signal.aborted) cut()
      else signal.addEventListener('abort', cut, { once: true })
    },
    async pull(controller) {
      const { done, value } = await source.read()
      if (signal.aborted) return
      if (!done) return controller.enqueue(value)
      signal.removeEventListener('abort', cut)
      controller.close()
    },
    cancel(reason) {
      signal.removeEventListener('abort', cut)
      return source.cancel(reason)
    },
  })
}
