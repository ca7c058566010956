import { AppError } from '../../domain/errors.ts'
import type { HttpApp } from '../../process/http-app.ts'
import type { Identity } from '../identity/identity.ts'
import type { AccountService } from './account-service.ts'

export const exportPath = '/api/export'

/** GET /api/export: everything of the signed-in user as a JSON file; /api/export.csv: their tasks. Both are streamed. */
export function mountExport(
  app: HttpApp,
  { identity, account }: { identity: Identity; account: AccountService },
): void {
  const userOf = async ({ headers }: Request) => {
    const session = await identity.sessionFor(headers)
    if (session === null) throw new AppError('signed_out')
    return { ...session, id: session.userId }
  }
  app.get(exportPath, async ({ req }) =>
    attachment(account.exportText(await userOf(req.raw)), { type: 'application/json', name: 'todo-chatbot.json' }),
  )
  app.get(`${exportPath}.csv`, async ({ req }) =>
    attachment(account.exportCsv(await userOf(req.raw)), { type: 'text/csv', name: 'todo-chatbot.csv' }),
  )
}

function attachment(text: AsyncIterable<string>, { type, name }: { type: string; name: string }): Response {
  return new Response(streamOf(encoded(text)), {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
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
