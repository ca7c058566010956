import type { TopicPlan } from './topic-plan.ts'

/** The plan in a line for each topic or setting, as it was done or, with `check`, as it would be. */
export function describePlan({ create, change, conflicts, unknown }: TopicPlan, { check }: { check: boolean }): string {
  const lines = [
    ...create.map(({ name, partitions }) => `${check ? 'missing' : 'created'}: ${name} with ${partitions} partitions`),
    ...change.map(({ name, setting, from, to }) => {
      const step = `${name}: ${setting} ${from ?? '(not set)'} → ${to}`
      return check ? `differs: ${step}` : `changed: ${step}`
    }),
    ...conflicts.map((conflict) => `conflict: ${conflict}`),
    ...unknown.map((name) => `left alone: ${name}, which is none of ours`),
  ]
  return lines.length === 0 ? 'All topics are as they should be.' : lines.join('\n')
}
