import { resolve } from 'node:path'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { type LocalSettings, readSettings } from './settings.ts'
import { errorText } from './start-failure.ts'
import { tellFailure } from './terminal.ts'

type Command = {
  usage: string
  options: ParseArgsOptionsConfig
  /** How many arguments may be given, at most. */
  positionals: number
}

type Given = { settings: LocalSettings; flags: Record<string, unknown>; positionals: string[] }

/**
 * Runs a command of the terminal: parses its arguments, reads the settings, and exits with 0, 1 after a failure that
 * was told, or 2 after its usage.
 */
export async function runCommand(command: Command, run: (given: Given) => Promise<void>): Promise<void> {
  const given = readArguments(command)
  if (given === undefined) process.exit(2)
  if (given.flags.help === true) {
    console.log(command.usage)
    return
  }
  try {
    await run({ settings: readSettings(), ...given })
  } catch (error) {
    tellFailure(error)
    process.exitCode = 1
  }
}

function readArguments({ usage, options, positionals: most }: Command) {
  try {
    const { values, positionals } = parseArgs({
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: most > 0,
    })
    if (positionals.length > most) throw new Error(`Unexpected argument: ${positionals[most]}`)
    return { flags: { ...values }, positionals }
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n\n${usage}\n`)
    return undefined
  }
}

/** A path as the caller meant it: npm changes to the project's folder before it runs a script. */
export const pathFromCaller = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path)
