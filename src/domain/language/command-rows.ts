/**
 * How people ask for changes to their tasks. One row teaches a phrase: what it does, how it is said (patterns as in
 * command-pattern.ts, for the whole clause without "please" and the like), and an example with what it means on
 * Monday 23 November 2026, 10:00 in Berlin, which the tests check. The first row that fits wins.
 */
export type Does =
  | 'complete'
  | 'reopen'
  | 'delete'
  | 'skip'
  | 'stop'
  | 'snooze'
  | 'get'
  | 'undo'
  /** Sets what was understood outside of the task: a date, a length to move by, a priority, tags, reminders. */
  | 'change'
  | 'remind'
  | 'rename'
  | 'note'
  | 'tag'
  | 'untag'
  | 'undate'
  | 'prioritize'
  | 'raise'
  | 'lower'
  | 'unprioritize'
  | 'unremind'
  | 'delete completed'
  | 'delete all'

export type CommandRow = readonly [does: Does, says: string, example: string, means: string]
