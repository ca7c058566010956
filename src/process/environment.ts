import { z } from 'zod'

type Source = Record<string, string | undefined>
type Parsed<S extends z.ZodObject> = { ok: true; value: z.infer<S> } | { ok: false; problems: string[] }

/**
 * `source` parsed by `schema`; otherwise one line per problem: variable, what is wrong, what the variable is for.
 * A variable set to an empty string counts as not set, as manifests often write it so.
 */
export function parseEnvironment<S extends z.ZodObject>(schema: S, source: Source): Parsed<S> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const result = schema.safeParse(given)
  if (result.success) return { ok: true, value: result.data }
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? '')
    const field: unknown = schema.shape[name]
    const description = field instanceof z.ZodType ? field.description : undefined
    const problem = name in given ? issue.message : 'is missing'
    return `${name}: ${problem}${description === undefined ? '' : ` (${description})`}`
  })
  return { ok: false, problems: [...new Set(problems)] }
}

/** The environment of this process by `schema`; prints every problem and exits with 1 when there is one. */
export function readEnvironment<S extends z.ZodObject>(schema: S): z.infer<S> {
  const parsed = parseEnvironment(schema, process.env)
  if (parsed.ok) return parsed.value
  process.stderr.write(`The environment of this process is not usable:\n  ${parsed.problems.join('\n  ')}\n`)
  process.exit(1)
}
