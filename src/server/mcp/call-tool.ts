import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { z } from 'zod'
import type { AccessScope } from '../../domain/access-token.ts'
import { AppError, errorTable, toAppError } from '../../domain/errors.ts'
import type { Command } from '../../domain/language/plan.ts'
import { taskListSchema } from '../../domain/task-input.ts'
import type { Log } from '../../process/log.ts'
import { inputProblem } from '../api/input-problem.ts'
import type { ChangeService } from '../changes/change-service.ts'
import { commandOf } from '../chat/command-tools.ts'
import { foundText } from '../chat/wording/filter-text.ts'
import type { Database } from '../database/client.ts'
import type { TokenHolder } from '../identity/tokens/access-tokens.ts'
import type { TaskDependencies } from '../tasks/task-dependencies.ts'
import type { TaskService } from '../tasks/task-service.ts'
import { answerQuestion, type CarryingOut, carryOut, NothingDone } from './carry-out.ts'
import { confirmInput, type ProgramTool, programTools } from './program-tools.ts'
import { resultOfReply, toolFailure, toolResult } from './tool-result.ts'

export type ToolDependencies = Omit<TaskDependencies, 'database'> & {
  database: Database
  tasks: TaskService
  changes: ChangeService
  log: Log
  observeTool: ObserveTool
}

/** Told of each call of a tool that there is. */
export type ObserveTool = (call: { tool: string; outcome: 'ok' | 'failed' }) => void

/** Calls a tool for the holder of a token. What the caller can mend comes back as a failed result; the rest is thrown. */
export async function callTool(
  dependencies: ToolDependencies,
  holder: TokenHolder,
  { name, input }: { name: string; input: unknown },
): Promise<CallToolResult> {
  const tool = programTools.find((candidate) => candidate.name === name)
  if (tool === undefined) return toolFailure(`There is no tool ${JSON.stringify(name.slice(0, 100))}.`)
  const result = await resultOf(dependencies, holder, { tool, input })
  dependencies.observeTool({ tool: tool.name, outcome: result.isError === true ? 'failed' : 'ok' })
  return result
}

async function resultOf(
  dependencies: ToolDependencies,
  holder: TokenHolder,
  { tool, input }: { tool: ProgramTool; input: unknown },
): Promise<CallToolResult> {
  try {
    requireScope(holder, tool.scope)
    const parsed = tool.input.safeParse(input ?? {})
    if (!parsed.success) return toolFailure(problemsOf(parsed.error))
    return await answer(dependencies, holder, { tool, input: parsed.data })
  } catch (error) {
    if (error instanceof NothingDone) return toolFailure(error.message)
    const { code, userMessage } = toAppError(error)
    if (errorTable[code].http >= 500) dependencies.log.error({ err: error, tool: tool.name, code }, 'tool failed')
    return toolFailure(userMessage)
  }
}

type Call = { tool: ProgramTool; input: Record<string, unknown> }

async function answer(
  dependencies: ToolDependencies,
  holder: TokenHolder,
  { tool, input }: Call,
): Promise<CallToolResult> {
  const { user } = holder
  const { tasks, changes, settings, now, newId, database } = dependencies
  const present = { now: now().toISOString(), settings: await settings.get(user.id) }
  const requestId = typeof input.requestId === 'string' ? input.requestId : newId()
  const carrying: CarryingOut = { performing: { dependencies, tasks, changes, present }, database, user, requestId }
  const byIds = (ids: readonly string[]) => tasks.byIds(user, ids)
  if (tool.name === 'confirm') {
    const { confirmationId, accept } = confirmInput.parse(input)
    const mayDo = ({ action }: { action: { kind: string } }) =>
      requireScope(holder, programTools.find(({ name }) => name === action.kind)?.scope ?? 'write')
    return resultOfReply(await answerQuestion(carrying, { confirmationId, accept, mayDo }), byIds)
  }
  const command = commandOf(tool.name, input)
  if (command.kind === 'list' && !command.count) return listed({ tasks, holder, present }, command, input)
  return resultOfReply(await carryOut(carrying, command), byIds)
}

type Listing = { tasks: TaskService; holder: TokenHolder; present: CarryingOut['performing']['present'] }

/** A page of tasks with all that is known of them, unlike the chat's list, which a person reads. */
async function listed(
  { tasks, holder, present }: Listing,
  { filter, sort }: Extract<Command, { kind: 'list' }>,
  { limit, cursor }: Record<string, unknown>,
): Promise<CallToolResult> {
  const direction = sort === 'priority' || sort === 'created' ? 'desc' : 'asc'
  const { items, nextCursor } = await tasks.list(
    holder.user,
    taskListSchema.parse({ filter, sort, direction, limit, cursor }),
  )
  const more = nextCursor === null ? '' : ' There are more: go on with nextCursor.'
  return toolResult(`${foundText(items.length === 0 ? 'no' : items.length, filter, present)}.${more}`, {
    tasks: items,
    nextCursor,
  })
}

function requireScope({ scopes }: TokenHolder, scope: AccessScope): void {
  if (scopes.has(scope)) return
  throw new AppError('forbidden', {
    userMessage: `This access token may not do that: it lacks the scope “${scope}”. Tokens are made in the settings.`,
  })
}

/** The first thing wrong with an input, with where it is. */
function problemsOf(error: z.ZodError): string {
  const path = error.issues[0]?.path.join('.') ?? ''
  return `${path === '' ? '' : `${path}: `}${inputProblem(error).message}`
}
