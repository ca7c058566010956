import type { HttpApp } from '../../process/http-app.ts'
import type { DestinationService } from './destination-service.ts'

/**
 * POST /api/unsubscribe?token=…: turns off what the token of a mail names, without sign-in; mail programs post there by
 * themselves (RFC 8058). Nothing happens on GET, as scanners of mail open every link.
 */
export function mountUnsubscribe(app: HttpApp, destinations: Pick<DestinationService, 'unsubscribe'>): void {
  app.post('/api/unsubscribe', async (context) => {
    const done = await destinations.unsubscribe((context.req.query('token') ?? '').slice(0, 200))
    return context.json({ done }, done ? 200 : 404)
  })
}
