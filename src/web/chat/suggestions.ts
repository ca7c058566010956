import type { TaskCounts } from '../rpc/contract.ts'

/** A greeting for the hour (0–23) on the user's clock. */
export function greeting(hour: number, name: string | null): string {
  const words = hour < 5 ? 'Still up' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'
  const first = name?.trim().split(/\s+/)[0]
  return first ? `${words}, ${first}` : words
}

const examples = [
  'Remind me to call mum tomorrow at 9',
  'Water the plants every Monday at 9, high priority #home',
  'Buy milk, eggs and bread #shopping',
]

type Moment = { /** 0–23, on the user's clock. */ hour: number /** 1 Monday … 7 Sunday. */; weekday: number }
type Counts = Pick<TaskCounts, 'open' | 'overdue' | 'today'>

const shown = 6

/** Messages worth trying at this moment: questions about what there is, and examples of what could be. */
export function suggestions(counts: Counts | undefined, { hour, weekday }: Moment): string[] {
  if (counts === undefined || counts.open === 0) return [...examples, 'What can you do?']
  const evening = hour >= 17 || hour < 4
  const questions = [
    counts.overdue > 0 ? 'What is overdue?' : null,
    counts.overdue > 1 ? 'Move overdue tasks to tomorrow' : null,
    counts.today > 0 ? 'What is due today?' : null,
    evening ? 'What is due tomorrow?' : null,
    evening && weekday >= 5 ? 'How many did I finish each day this week?' : null,
    weekday === 5 || weekday === 7 ? 'What is due next week?' : 'What is due this week?',
  ].filter((text) => text !== null)
  return [...questions, ...examples.slice(0, 2), 'What can you do?'].slice(0, shown)
}
