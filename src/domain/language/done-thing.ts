import { at, type Token } from './tokens.ts'

/** What one does or has: "do laundry", "have lunch with Anna" ask for something, "do cats bite" asks something. */
const doneThings: ReadonlySet<string> = new Set(
  'laundry dishes homework taxes shopping groceries chores housework yoga pilates research exercise exercises workout paperwork budget budgets backup backups inventory errands accounts payroll review pushups situps squats stretches cardio physio meditation breakfast brunch lunch dinner coffee tea drinks supper'.split(
    ' ',
  ),
)

/** "do the dishes", "have lunch": words that begin questions, with what one does or has. */
export function doesThing(words: readonly Token[]): boolean {
  const [verb, next, last] = [0, 1, 2].map((place) => at(words, place).word)
  const thing = /^(the|my|some|our|a|more)$/.test(next ?? '') ? last : next
  if (verb !== 'do' && verb !== 'have') return false
  return thing !== undefined && (doneThings.has(thing) || (verb === 'do' && /.{3}ing$/.test(thing)))
}
