import { AppError } from '../../domain/errors.ts'
import { adminCommands, type openAdmin } from './admin.ts'

type Options = {
  /** Printed where no command is named, or one that there is not. */
  usage: string
  open(): Promise<ReturnType<typeof openAdmin>>
}

/** Runs the command that the arguments name; `text` is for the person, on standard error where `code` is not 0. */
export async function runAdminCommand(
  [name, ...args]: readonly string[],
  { usage, open }: Options,
): Promise<{ code: number; text: string }> {
  if (name === undefined || name === '--help') return { code: 0, text: usage }
  if (!isCommand(name)) return { code: 2, text: `There is no command "${name}".\n\n${usage}` }
  try {
    const admin = await open()
    return { code: 0, text: await admin.run(name, args).finally(() => admin.close()) }
  } catch (error) {
    if (error instanceof AppError) return { code: 1, text: error.userMessage }
    throw error
  }
}

const isCommand = (name: string): name is keyof typeof adminCommands => Object.hasOwn(adminCommands, name)
