import { z } from 'zod'
import { type Command, commandSchema, taskReferenceSchema } from '../../domain/language/plan.ts'

/** A command as a tool for another program: its name is the command's kind, its input the rest of the command. */
export type CommandTool = {
  name: ToolName
  description: string
  input: z.ZodObject
  /** `input` as a JSON schema, as short as it may be: models read it with every message. */
  jsonSchema: Record<string, unknown>
}
export type ToolName = Exclude<Command['kind'], 'none' | 'help'>

const descriptions: Record<ToolName, string> = {
  create: 'Create one task. Dates and times are local to the user; a recurrence needs a due date.',
  list: 'Show or count tasks: by status, priority, tags, due date, completion or words.',
  trend: 'Count tasks finished or made over time, by day, week or month.',
  get: 'Show what is known of particular tasks, such as when one is due.',
  update: 'Change fields of tasks: title, notes, priority, tags, due date, time, recurrence, reminders.',
  complete: 'Mark tasks as done. A repeating one brings up its next occurrence.',
  reopen: 'Mark tasks that are done or skipped as open again.',
  delete: 'Delete tasks. It is carried out only after the user has confirmed it.',
  snooze: 'Remind of tasks again at an instant (UTC), leaving their due dates as they are.',
  skip: 'Pass over the present occurrence of a repeating task.',
  stop: 'Stop a task from repeating. It is carried out only after the user has confirmed it.',
  undo: 'Take back the last change.',
}

const referenceOptions = taskReferenceSchema.options
type ReferenceKind = (typeof referenceOptions)[number]['shape']['by']['value']

/** Every command as a tool; tasks are pointed at in these ways only. `more`: further fields that a caller may give. */
export function commandTools(
  references: readonly [ReferenceKind, ...ReferenceKind[]],
  more: (name: ToolName) => z.ZodRawShape = () => ({}),
): CommandTool[] {
  const [first, ...others] = referenceOptions.filter((option) => references.includes(option.shape.by.value))
  if (first === undefined) throw new RangeError('no way to point at tasks')
  const target = z.discriminatedUnion('by', [first, ...others])
  return commandSchema.options.flatMap((option): CommandTool[] => {
    const { kind, ...shape } = option.shape
    const name = kind.value
    if (name === 'none' || name === 'help') return []
    const input = z.strictObject({ ...shape, ...('target' in shape && { target }), ...more(name) })
    return [{ name, description: descriptions[name], input, jsonSchema: jsonSchemaOf(input) }]
  })
}

/** The command that a call of a tool means; its input must have been parsed by the tool's schema. Further fields are left out. */
export const commandOf = (name: ToolName, input: Record<string, unknown>): Command =>
  commandSchema.parse({ ...input, kind: name })

/** Without patterns that a format says already; the schema itself checks what comes in. */
function jsonSchemaOf(input: z.ZodObject): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(input, {
    io: 'input',
    target: 'draft-7',
    override({ jsonSchema }) {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  })
  return schema
}
