// Loaded by `node --import` before Next's server, which gives its handlers no way to see the connection a request came
// by. Appends the address of that connection to `x-forwarded-for`, so that its last entry is always true, and keeps the
// whole chain in `x-client-chain` as well: sidecars append to the former, and nobody but this line writes the latter.
import { subscribe } from 'node:diagnostics_channel'

subscribe('http.server.request.start', (message) => {
  const { request, socket } =
    /** @type {{ request: import('node:http').IncomingMessage, socket: import('node:net').Socket }} */ (message)
  const claimed = request.headers['x-forwarded-for']
  const chain = [claimed ?? [], (socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '')].flat().join(', ')
  request.headers['x-forwarded-for'] = chain
  request.headers['x-client-chain'] = chain
})
