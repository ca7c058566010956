import { z } from 'zod'

export type Setting = string | number | boolean | null | Setting[] | { [key: string]: Setting }

type Context = { platform: 'minikube' | 'oke'; secret?: boolean; input: unknown }

/** One line for each problem: setting, what is wrong, what it is for, and the command that fixes it. */
export function problemsOf(schema: z.ZodType, error: z.ZodError, context: Context): string[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const path = [...issue.path, key].join('.')
        return `${path} is no setting. Fix: pulumi config rm --path ${path}`
      })
    }
    const missing = valueAt(context.input, issue.path) === undefined
    return [describeProblem({ schema, issue, context, missing })]
  })
}

type Problem = { schema: z.ZodType; issue: z.core.$ZodIssue; context: Context; missing: boolean }

function describeProblem({ schema, issue, context, missing }: Problem): string {
  const path = issue.path.map(String)
  const name = path.join('.')
  const field = fieldAt(schema, path, context.platform)
  const meta = field?.meta() ?? {}
  const options = issue.code === 'invalid_value' ? issue.values.map(String) : optionsOf(issue)
  const wrong = missing
    ? 'is missing'
    : `is wrong: ${options.length > 0 ? `it must be ${options.join(' or ')}` : issue.message}`
  const purpose = field?.description ? ` (${field.description})` : ''
  const example = options.length > 0 ? options.join('|') : String(meta.example ?? 'VALUE')
  const index = meta.list ? '[0]' : ''
  const command = meta.generated
    ? `npm run stack:init -- ${context.platform}`
    : context.secret
      ? `pulumi config set --secret ${name}`
      : `pulumi config set --path '${name}${index}' '${example}'`
  return `${name} ${wrong}${purpose}. Fix: ${command}`
}

function optionsOf(issue: z.core.$ZodIssue): string[] {
  const options: unknown = 'options' in issue ? issue.options : undefined
  return Array.isArray(options) ? options.map(String) : []
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  )
}

/** The schema of a setting, seen through defaults and unions; of a union the first branch that knows the name. */
function fieldAt(schema: unknown, path: readonly string[], platform: string): z.ZodType | undefined {
  const [key, ...rest] = path
  if (key === undefined) return schema instanceof z.ZodType ? schema : undefined
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return fieldAt(schema.unwrap(), path, platform)
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const branches = schema.options.map((option) => fieldAt(option, path, platform))
    return branches.find((branch) => branch !== undefined)
  }
  if (schema instanceof z.ZodArray) return fieldAt(schema.element, rest, platform)
  if (schema instanceof z.ZodObject) return key in schema.shape ? fieldAt(schema.shape[key], rest, platform) : undefined
  return undefined
}
