import { StartFailure } from '../start-failure.ts'

type Explanation = { sign: RegExp; reason: (dataDir: string) => string; remedy: string }

const explanations: Explanation[] = [
  {
    sign: /No space left on device|could not extend file|could not write.*Disk quota exceeded/i,
    reason: (dataDir) => `The disk that holds ${dataDir} is full.`,
    remedy: 'Free some space and start again; nothing is lost.',
  },
  {
    sign: /Permission denied|Operation not permitted|has wrong ownership|has invalid permissions/,
    reason: (dataDir) => `The database may not use its folder ${dataDir}.`,
    remedy: 'Start as the user who owns that folder, or give it to you: chown -R "$USER" on it.',
  },
  {
    sign: /lock file .* already exists|pre-existing shared memory block/,
    reason: (dataDir) => `Another database server still uses ${dataDir}.`,
    remedy: 'Stop the other start of todo-chatbot first, or choose another DATA_DIR.',
  },
  {
    sign: /Read-only file system/,
    reason: (dataDir) => `${dataDir} lies on a read-only file system.`,
    remedy: 'Set DATA_DIR to a folder that can be written.',
  },
  {
    sign: /invalid checkpoint record|could not locate a valid checkpoint|PANIC:/,
    reason: (dataDir) => `The database in ${dataDir} is damaged.`,
    remedy: 'Restore the newest backup: npm run restore -- <file> --force',
  },
]

/** Whether the server gave up because its port was taken in the meantime. */
export const isPortTaken = (log: string): boolean => /Address already in use/.test(log)

/** What the server's last messages mean for the person who started it. */
export function explainServerLog(log: string, dataDir: string): StartFailure {
  const known = explanations.find(({ sign }) => sign.test(log))
  if (known) return new StartFailure(known.reason(dataDir), known.remedy, { cause: log })
  const said = log.match(/(?:FATAL|PANIC|error):\s*(.*)/)?.[1] ?? log.trim().split('\n').at(-1) ?? ''
  return new StartFailure(
    `The embedded PostgreSQL did not start: ${said || 'it said nothing'}.`,
    'Its log (logs/postgres.log in the data folder) may say more.',
    { cause: log },
  )
}
