import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { AppError } from '../domain/errors.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether two secrets are equal, in a time that tells nothing about where they differ. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right))
}

/**
 * Admits only calls that came through the sidecar: it shows APP_API_TOKEN as `dapr-api-token`.
 * Where no token is configured, everything is admitted (the network alone protects those routes then).
 */
export function onlySidecar(appApiToken: string | undefined): MiddlewareHandler {
  return async (context, next) => {
    if (appApiToken !== undefined && !sameSecret(context.req.header('dapr-api-token') ?? '', appApiToken)) {
      throw new AppError('forbidden')
    }
    await next()
  }
}
