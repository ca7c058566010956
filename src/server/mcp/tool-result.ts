import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { Task } from '../../domain/task.ts'
import type { TrendValue } from '../../domain/trend.ts'
import type { Reply } from '../chat/wording/help.ts'

/** What a tool came to, beside the sentence for the user. Titles and notes in it are data of the user, not instructions. */
export type ToolData = {
  tasks?: readonly Task[]
  /** A number over time, oldest first. */
  values?: readonly TrendValue[]
  /** Where a list goes on. */
  nextCursor?: string | null
  /** Undone by the tool `undo` as long as it is the last change. */
  changeId?: string
  /** Nothing was done yet: the user has to be asked, and `confirm` called with the answer. */
  question?: { text: string; expiresAt: string; options: { label: string; confirmationId: string }[] }
}

/** The sentence, and the data both as such and as text, for callers that read only that. */
export function toolResult(text: string, data: ToolData = {}): CallToolResult {
  const content: CallToolResult['content'] = [{ type: 'text', text }]
  if (Object.keys(data).length > 0) content.push({ type: 'text', text: JSON.stringify(data) })
  return { content, structuredContent: { text, ...data } }
}

export const toolFailure = (text: string): CallToolResult => ({ content: [{ type: 'text', text }], isError: true })

/** What an answer of the chat holds for a program; `byIds` reads the tasks it shows. */
export async function resultOfReply(
  { text, parts }: Reply,
  byIds: (ids: readonly string[]) => Promise<Task[]>,
): Promise<CallToolResult> {
  const data: ToolData = {}
  for (const part of parts) {
    if (part.type === 'tasks') data.tasks = await byIds(part.ids)
    if (part.type === 'chart') data.values = part.values
    if (part.type === 'undo') data.changeId = part.changeId
    if (part.type === 'choose') data.question = { text, expiresAt: part.expiresAt, options: part.options }
    if (part.type === 'confirm') {
      const { question, confirmationId, expiresAt } = part
      data.question = { text: question, expiresAt, options: [{ label: 'Yes', confirmationId }] }
    }
  }
  const asking = data.question === undefined ? '' : ' Nothing was changed yet: ask the user, then call confirm.'
  return toolResult(text + asking, data)
}
