import { taskNouns } from './context-words.ts'
import { at, type Token } from './tokens.ts'

/** What one does or has: "do laundry", "have lunch with Anna" ask for something, "do cats bite" asks something. */
const doneThings: ReadonlySet<string> = new Set(
  'laundry dishes homework taxes shopping groceries chores housework yoga pilates research exercise exercises workout paperwork budget budgets backup backups inventory errands accounts payroll review pushups situps squats stretches cardio physio meditation breakfast brunch lunch dinner coffee tea drinks supper'.split(
    ' ',
  ),
)

const afterThing = /^(for|with|at|on|by|in|from|of|before|after|and|again|to)$/

/** "do the dishes", "have lunch", "do 50 pushups", "have a look at it": words that begin questions, with a thing. */
export function doesThing(words: readonly Token[]): boolean {
  const [verb, next] = [at(words, 0).word, at(words, 1)]
  if (verb !== 'do' && verb !== 'have') return false
  const article = /^(the|my|some|our|a|an|more)$/.test(next.word)
  const thing = at(words, article ? 2 : 1).word
  if (doneThings.has(thing)) return true
  if (verb === 'do' && (/.{3}ing$/.test(thing) || next.kind === 'number')) return true
  // "do the trains run" goes on with a verb, "do the report" does not.
  const noun = verb === 'do' ? article : /^an?$/.test(next.word)
  return (
    noun && words.length >= 3 && !taskNouns.has(thing) && (words.length === 3 || afterThing.test(at(words, 3).word))
  )
}
