import { sidecarAnswers } from '../../hosting/sidecar-answers.ts'

export const dynamic = 'force-dynamic'

/** Ready when the sidecar answers. */
export async function GET(): Promise<Response> {
  const sidecar = await sidecarAnswers()
  return Response.json({ ready: sidecar, checks: { sidecar } }, { status: sidecar ? 200 : 503 })
}
