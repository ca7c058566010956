import { AppError } from '../../domain/errors.ts'
import type { HttpApp } from '../../process/http-app.ts'
import type { Identity } from '../identity/identity.ts'
import type { AccountService } from './account-service.ts'

export const exportPath = '/api/export'

/** GET /api/export: everything of the signed-in user as a JSON file, streamed. */
export function mountExport(
  app: HttpApp,
  { identity, account }: { identity: Identity; account: AccountService },
): void {
  app.get(exportPath, async ({ req }) => {
    const session = await identity.sessionFor(req.raw.headers)
    if (session === null) throw new AppError('signed_out')
    const text = account.exportText({ ...session, id: session.userId })
    return new Response(streamOf(encoded(text)), {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': 'attachment; filename="todo-chatbot.json"',
        'cache-control': 'no-store',
      },
    })
  })
}

const chunkCharacters = 32_768

/** Gathered into chunks worth sending. */
async function* encoded(text: AsyncIterable<string>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  let waiting = ''
  for await (const piece of text) {
    waiting += piece
    if (waiting.length < chunkCharacters) continue
    yield encoder.encode(waiting)
    waiting = ''
  }
  yield encoder.encode(waiting)
}

/** Reads on only as fast as the client takes it, and stops where the client does. */
function streamOf(chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
}
