import { StartFailure } from '../start-failure.ts'
import { daprd, findProgram, sentry } from './find-program.ts'

/**
 * Makes sure that Dapr's programs are here.
 *
 * @throws StartFailure that names all that are missing, and how to get them
 */
export function requirePrograms(): void {
  const failures = [daprd, sentry].flatMap((program) => {
    try {
      findProgram(program)
      return []
    } catch (error) {
      if (!(error instanceof StartFailure)) throw error
      return [error]
    }
  })
  if (failures.length === 0) return
  const remedies = new Set(failures.map(({ remedy }) => remedy))
  throw new StartFailure(failures.map(({ message }) => message).join('\n'), [...remedies].join('\n'))
}
