import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

/**
 * The raw limit, as a process of its own: a bare node:http server that passes the arguments in a request's body to one
 * statement, by pg in pipeline mode, and the database's JSON on as it comes. No authentication, no schema, no log.
 */

export type RawOptions = {
  /** URL of role todo_app. */
  url: string
  connections: number
  /** Statement by path. */
  statements: Record<string, string>
}

const asText = { getTypeParser: () => (text: string) => text }

async function serve({ url, connections, statements }: RawOptions): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url, pipeline: true, types: asText })
      await client.connect()
      return client
    }),
  )
  let turn = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const client = clients[turn++ % clients.length]
      const name = request.url ?? ''
      const values = JSON.parse(Buffer.concat(chunks).toString())
      client?.query({ name, text: statements[name] ?? '', values }).then(
        ({ rows }) => {
          const body = Buffer.from(rows[0].result)
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
        },
        (error: Error) => response.writeHead(500).end(error.message),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

process.once('message', async (options: RawOptions) => process.send?.({ port: await serve(options) }))
process.once('disconnect', () => process.exit())
