import { randomUUID } from 'node:crypto'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { z } from 'zod'
import { type AccessScope, accessScopes } from '../../domain/access-token.ts'
import { taskSchema } from '../../domain/task.ts'
import type { TestServer, TestUser } from '../testing/create-test-server.ts'

const dataSchema = z.object({
  text: z.string(),
  tasks: z.array(taskSchema).default([]),
  nextCursor: z.string().nullable().optional(),
  changeId: z.uuid().optional(),
  question: z
    .object({
      text: z.string(),
      expiresAt: z.string(),
      options: z.array(z.object({ label: z.string(), confirmationId: z.uuid() })),
    })
    .optional(),
})
type Called = z.infer<typeof dataSchema> & { failed: boolean }

/** The official client of the protocol, with an access token, over HTTP. */
export async function connectProgram(url: string, secret: string, headers: Record<string, string> = {}) {
  const transport = new StreamableHTTPClientTransport(new URL('/api/mcp', url), {
    requestInit: { headers: { authorization: `Bearer ${secret}`, ...headers } },
  })
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(transport)
  return {
    client,
    /** Calls a tool; a failed one has only a text. */
    async call(name: string, input: Record<string, unknown> = {}): Promise<Called> {
      const result = await client.callTool({ name, arguments: input })
      const [first] = z.array(z.object({ type: z.literal('text'), text: z.string() })).parse(result.content)
      if (result.isError) return { text: first?.text ?? '', tasks: [], failed: true }
      return { ...dataSchema.parse(result.structuredContent), failed: false }
    },
    close: () => client.close(),
  }
}

/** A program of this user. */
export async function programOf(server: TestServer, user: TestUser, scopes: readonly AccessScope[] = accessScopes) {
  const asked = { id: randomUUID(), name: 'Test', scopes: [...scopes], expiresInDays: 1 }
  const { token, secret } = await user.api.tokens.create(asked)
  return { ...(await connectProgram(server.url, secret)), token, secret }
}
