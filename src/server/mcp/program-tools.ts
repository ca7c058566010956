import { z } from 'zod'
import type { AccessScope } from '../../domain/access-token.ts'
import { limits } from '../../domain/limits.ts'
import { mutationIdSchema } from '../../domain/task-input.ts'
import { type CommandTool, commandTools, type ToolName } from '../chat/command-tools.ts'

/** A tool that other programs may call, and the scope that its caller needs. */
export type ProgramTool = Omit<CommandTool, 'name'> & { name: ToolName | 'confirm'; scope: AccessScope }

/** What a program says to make a call safe to repeat. */
const repeatable = {
  requestId: mutationIdSchema
    .optional()
    .describe('A UUID made by the caller. A repeated call with the same one changes nothing twice.'),
}
const paged = { limit: z.int().min(1).max(limits.pageSize).default(50), cursor: z.string().max(4_000).optional() }

const scopes: Record<ToolName, AccessScope> = {
  list: 'read',
  get: 'read',
  trend: 'read',
  create: 'write',
  update: 'write',
  complete: 'write',
  reopen: 'write',
  snooze: 'write',
  skip: 'write',
  undo: 'write',
  delete: 'destructive',
  stop: 'destructive',
}

export const confirmInput = z.strictObject({
  confirmationId: z.uuid(),
  accept: z.boolean().describe('What the user has answered. Ask the user; never answer for them.'),
  ...repeatable,
})

/** The chat's commands as tools. A program shares no conversation with the user, so it points at tasks by what they are. */
export const programTools: readonly ProgramTool[] = [
  ...commandTools(['ids', 'title', 'filter'], (name) =>
    name === 'list' ? paged : scopes[name] === 'read' ? {} : repeatable,
  ).map((tool) => ({ ...tool, scope: scopes[tool.name] })),
  {
    name: 'confirm',
    description:
      'Answer a question that another tool came back with, once the user has decided. A question is good for five minutes and one answer.',
    scope: 'write',
    input: confirmInput,
    jsonSchema: z.toJSONSchema(confirmInput, { io: 'input', target: 'draft-7' }),
  },
]
