import type { Context } from 'hono'
import { type ErrorCode, errorTable } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import { publicPrefix } from '../../domain/topology.ts'
import type { HttpApp } from '../../process/http-app.ts'
import type { Identity } from '../identity/identity.ts'
import { createRateLimiter, type RateLimiter } from '../identity/rate-limits.ts'
import type { AccessTokens, TokenHolder } from '../identity/tokens/access-tokens.ts'
import type { ToolDependencies } from './call-tool.ts'

/** Where other assistants reach the todo list, by the Model Context Protocol over streamable HTTP. */
export const mcpPath = `${publicPrefix}mcp`

type MountedMcp = ToolDependencies & { identity: Identity; accessTokens: AccessTokens }

/** Refused requests an address may make, so that nobody tries tokens at leisure. */
const refusedLimit = { window: 600, max: 100 }
const tokenLimit = { window: 60, max: limits.requestsPerTokenMinute }

export function mountMcp(app: HttpApp, mcp: MountedMcp): void {
  const limiter = createRateLimiter(mcp.database.auth)
  app.post(mcpPath, async (context) => {
    // Browsers name their origin; a page elsewhere has no business here, even with a token.
    mcp.identity.checkOrigin(context.req.raw.headers)
    const holder = await mcp.accessTokens.holderOf(bearerOf(context))
    if (holder === null) return refuse(context, mcp.identity, limiter)
    const { allowed, retryAfter } = await limiter.consume(`mcp|${holder.tokenId}`, tokenLimit)
    if (!allowed) return problem(context, 'too_many_requests', { 'retry-after': String(retryAfter ?? 60) })
    return answer(context, mcp, holder)
  })
  // Without sessions there is nothing to listen to and nothing to end.
  app.on(['GET', 'DELETE'], mcpPath, (context) => context.body(null, 405, { allow: 'POST' }))
}

async function answer(context: Context, mcp: MountedMcp, holder: TokenHolder): Promise<Response> {
  const body: unknown = await context.req.json().catch(() => undefined)
  // One request may do one thing only, or the limit would limit nothing.
  if (body === undefined || Array.isArray(body)) return problem(context, 'invalid_input')
  // Loaded with the first request: most installations have no use for it.
  const { answerProtocol } = await import('./mcp-server.ts')
  return answerProtocol(mcp, holder, { request: context.req.raw, body })
}

function bearerOf(context: Context): string {
  return /^Bearer +(\S+) *$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? ''
}

async function refuse(context: Context, identity: Identity, limiter: RateLimiter): Promise<Response> {
  const address = identity.addressOf(context.req.raw.headers) ?? 'unknown'
  const { allowed, retryAfter } = await limiter.consume(`mcp-refused|${address}`, refusedLimit)
  if (!allowed) return problem(context, 'too_many_requests', { 'retry-after': String(retryAfter ?? 60) })
  return problem(context, 'invalid_token', { 'www-authenticate': 'Bearer realm="todo-chatbot"' })
}

function problem(context: Context, code: ErrorCode, headers: Record<string, string> = {}): Response {
  const { http, message } = errorTable[code]
  return context.json({ code, message }, http, { 'cache-control': 'no-store', ...headers })
}
