import { parseArgs } from 'node:util'

export const suites = ['live', 'reminders', 'list', 'create', 'memory', 'search', 'rls'] as const
export type Suite = (typeof suites)[number]

export type Options = {
  only: ReadonlySet<Suite>
  /** Rows for search. */
  seed: { tasks: number; ofOneUser: number }
  searchesPerKind: number
  rounds: number
  seconds: number
}

export const usage = `Usage: npm run bench [-- options]

  --only NAME   ${suites.join(', ')}; may be given several times
  --quick       fewer rows and rounds: to see that it works, not to judge by
  --help        show this`

/** Null where help is asked for. Throws with a message for the user. */
export function readOptions(args: string[]): Options | null {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return null
  const names = values.only ?? suites
  const unknown = names.find((name) => !suites.some((suite) => suite === name))
  if (unknown !== undefined) throw new Error(`There is no ${unknown}.`)
  return {
    only: new Set(suites.filter((suite) => names.includes(suite))),
    ...(values.quick
      ? { seed: { tasks: 100_000, ofOneUser: 10_000 }, searchesPerKind: 20, rounds: 3, seconds: 1.5 }
      : { seed: { tasks: 1_000_000, ofOneUser: 100_000 }, searchesPerKind: 50, rounds: 7, seconds: 2.5 }),
  }
}
