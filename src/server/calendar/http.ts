import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { calendarFeed } from '../../domain/calendar/calendar-feed.ts'
import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import type { HttpApp } from '../../process/http-app.ts'
import type { Database } from '../database/client.ts'
import type { Identity } from '../identity/identity.ts'
import { createRateLimiter, type RateLimit } from '../identity/rate-limits.ts'
import { type FeedAddresses, feedPath } from './feed-addresses.ts'
import { readFeed, readFeedState } from './feed-tasks.ts'

type MountedFeed = {
  database: Pick<Database, 'withUser' | 'auth'>
  identity: Pick<Identity, 'addressOf'>
  addresses: FeedAddresses
  now: () => Date
}

/** Unknown addresses a client may try, so that nobody guesses at leisure. */
const unknownLimit: RateLimit = { window: 600, max: 100 }
const knownLimit: RateLimit = { window: 60, max: limits.feedRequestsPerMinute }
/** Part of every entity tag: to be raised when the same tasks become another text. */
const formVersion = 1

/** GET and HEAD /api/calendar/<secret>.ics: the calendar of whoever the secret belongs to. No session, no cookie. */
export function mountCalendarFeed(app: HttpApp, feed: MountedFeed): void {
  const limiter = createRateLimiter(feed.database.auth)
  const within = async (key: string, limit: RateLimit) => {
    const { allowed, retryAfter } = await limiter.consume(key, limit)
    return allowed ? null : refusal(429, retryAfter ?? 60)
  }
  app.get(`${feedPath}/:name{.+\\.ics}`, async (context) => {
    const secret = context.req.param('name').slice(0, -'.ics'.length)
    const userId = await feed.addresses.userOf(secret)
    if (userId === null) {
      const address = feed.identity.addressOf(context.req.raw.headers) ?? 'unknown'
      return (await within(`feed-unknown|${address}`, unknownLimit)) ?? refusal(404)
    }
    return (await within(`feed|${userId}`, knownLimit)) ?? answer(context, feed, userId)
  })
}

async function answer({ req }: Context, { database, now }: MountedFeed, userId: string): Promise<Response> {
  const state = await readFeedState(database, userId)
  const present = now()
  // The day, as what is long past leaves the feed and its zones reach so many years ahead.
  const mark = [formVersion, userId, state.seq, present.toISOString().slice(0, 10)].join('/')
  const etag = `"${createHash('sha256').update(mark).digest('base64url').slice(0, 27)}"`
  const headers = new Headers({ etag, 'cache-control': 'private, no-cache', 'x-robots-tag': 'noindex' })
  // Of what changed in this very second the date could not tell what follows in it.
  const changed = state.changedAt !== null && present.getTime() - state.changedAt.getTime() > 2_000
  if (changed) headers.set('last-modified', (state.changedAt ?? present).toUTCString())
  if (isUnchanged(req.raw.headers, etag, changed ? state.changedAt : null))
    return new Response(null, { status: 304, headers })
  headers.set('content-type', 'text/calendar; charset=utf-8')
  headers.set('content-disposition', 'inline; filename="tasks.ics"')
  return new Response(calendarFeed(await readFeed(database, userId, present)), { headers })
}

function isUnchanged(headers: Headers, etag: string, changedAt: Date | null): boolean {
  const known = headers.get('if-none-match')
  if (known !== null) return known === '*' || known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  const since = Date.parse(headers.get('if-modified-since') ?? '')
  return changedAt !== null && Math.floor(changedAt.getTime() / 1_000) * 1_000 <= since
}

/** Calendar programs show nobody a JSON problem: a plain word and the status. */
function refusal(status: 404 | 429, retryAfter?: number): Response {
  const { userMessage } = new AppError(status === 404 ? 'not_found' : 'too_many_requests')
  const headers = { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' }
  return new Response(userMessage, {
    status,
    headers: retryAfter === undefined ? headers : { ...headers, 'retry-after': String(retryAfter) },
  })
}
