import { type NextRequest, NextResponse } from 'next/server'
import { errorTable } from '../domain/errors.ts'
import { type Passage, passageHeaders, passageUrl } from './hosting/api-passage.ts'
import { webConfiguration } from './hosting/configuration.ts'
import { contentSecurityPolicy, makeNonce } from './hosting/content-security.ts'
import { beginTrace } from './hosting/passed-call.ts'
import { serverReachability } from './hosting/server-probe.ts'

/** Everything but static files: `/api/*` goes to the server by way of the sidecar, pages get their security policy. */
export const config = { matcher: ['/((?!_next/static|icon|manifest.webmanifest|healthz|readyz).*)'] }

let known: { passage: Passage; reachable: () => Promise<boolean> } | undefined

function connection() {
  if (known === undefined) {
    const { DAPR_HTTP_PORT: port, DAPR_API_TOKEN: apiToken } = webConfiguration()
    const passage = { port, apiToken }
    known = { passage, reachable: serverReachability(passage) }
  }
  return known
}

export async function proxy(request: NextRequest): Promise<NextResponse> {
  return request.nextUrl.pathname.startsWith('/api/') ? passOn(request) : servePage(request)
}

async function passOn(request: NextRequest): Promise<NextResponse> {
  const { passage, reachable } = connection()
  const url = passageUrl(passage, request.nextUrl.pathname, request.nextUrl.search)
  if (url === null) return refusal('not_found')
  if (!(await reachable())) return refusal('unavailable', { 'retry-after': '2' })
  const { method, nextUrl, headers } = request
  const traceparent = beginTrace({ method, pathname: nextUrl.pathname, headers })
  return NextResponse.rewrite(url, { request: { headers: passageHeaders(passage, headers, traceparent) } })
}

function refusal(code: 'not_found' | 'unavailable', headers: Record<string, string> = {}): NextResponse {
  const { http, message } = errorTable[code]
  return NextResponse.json({ code, message }, { status: http, headers: { 'cache-control': 'no-store', ...headers } })
}

function servePage(request: NextRequest): NextResponse {
  const nonce = makeNonce()
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  // Next reads the nonce for its own scripts from this request header.
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}
