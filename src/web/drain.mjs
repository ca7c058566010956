// Loaded by `node --import` before Next's server, in place of its own way to end (NEXT_MANUAL_SIG_HANDLE), which cuts
// kept connections at once, under requests just sent, and then waits for event streams for ever. Told to stop, this asks
// each client to take another connection next time, and answers all that comes meanwhile; then what is idle is closed,
// and after a while the rest: streams, which their pages open anew elsewhere.
import { subscribe } from 'node:diagnostics_channel'

const { searchParams } = new URL(import.meta.url)
/** Milliseconds in which clients leave by themselves, and after them those that what is under way may still take. */
const lingerMs = Number(searchParams.get('linger') ?? 5_000)
const finishMs = Number(searchParams.get('finish') ?? 10_000)

/** @type {Set<import('node:http').Server>} */
const servers = new Set()
let draining = false

subscribe('http.server.request.start', (message) => {
  const { request, response, server } =
    /** @type {{ request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse, server: import('node:http').Server }} */ (
      message
    )
  servers.add(server)
  if (!draining) return
  // What Next passes on takes this header from the request.
  request.headers.connection = 'close'
  response.setHeader('connection', 'close')
})

function drain() {
  if (draining) return
  draining = true
  setTimeout(() => {
    for (const server of servers) server.close()
    setTimeout(() => {
      for (const server of servers) server.closeAllConnections()
    }, finishMs).unref()
    void Promise.all([...servers].map(closed)).then(() => process.exit(0))
  }, lingerMs)
}

/** @param {import('node:http').Server} server */
function closed(server) {
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  return new Promise((resolve) => server.once('close', resolve)).finally(() => clearInterval(sweep))
}

process.on('SIGTERM', drain)
process.on('SIGINT', drain)
