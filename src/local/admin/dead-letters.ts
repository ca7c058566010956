import { AppError } from '../../domain/errors.ts'
import { type DeadLetter, listDeadLetters, replayDeadLetter } from '../sidecar/dead-letters.ts'
import type { AdminCommand } from './commands.ts'

/** Events that a consumer gave up; a replay is asked for here and done by the running sidecars. */
export const deadLetters: AdminCommand = {
  usage: 'list | replay <id> | replay all',
  summary: 'show events that could not be handled, or have them delivered again',
  run: async ({ urls }, [action = 'list', id]) => {
    if (action === 'list') return listed(await listDeadLetters(urls.sidecar))
    if (action !== 'replay' || id === undefined) {
      throw new AppError('invalid_input', {
        userMessage: 'Use: dead-letters list, dead-letters replay <id> or replay all.',
      })
    }
    const ids = id === 'all' ? (await listDeadLetters(urls.sidecar, 10_000)).map((letter) => letter.id) : [id]
    // Oldest first: they were written in the order of their events.
    for (const one of ids.toReversed()) {
      if (!(await replayDeadLetter(urls.sidecar, one))) {
        throw new AppError('not_found', { userMessage: `There is no dead letter ${one}.` })
      }
    }
    return `${ids.length} to be delivered again, at once or when the product next runs.`
  },
}

function listed(letters: DeadLetter[]): string {
  if (letters.length === 0) return 'There are no dead letters.'
  return letters
    .map(({ id, createdAt, app, topic, attempts, replayRequested, reason }) => {
      const replay = replayRequested ? ', replay asked for' : ''
      return `${id}  ${createdAt.toISOString()}  ${topic} → ${app}, ${attempts} attempts${replay}\n    ${reason}`
    })
    .join('\n')
}
