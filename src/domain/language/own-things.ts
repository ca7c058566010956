import { phrases, type Words } from './phrase.ts'

/** Things of one's own that a list of tasks shows, by how they are called, and what to look for; '' for everything. */
const called: readonly (readonly [things: string, search: string])[] = [
  ['((to do)|todo|to-do|task|tasks|my|the|whole|full)? list|lists', ''],
  ['agenda|calendar|schedule|plans|plan|events|diary|planner', ''],
  ['((calendar|scheduled) events)|(to dos)', ''],
  ['meetings|meeting', 'meeting'],
  ['appointments|appointment', 'appointment'],
  ['calls', 'call'],
  ['errands', 'errand'],
  ['chores', 'chore'],
  ['deadlines', 'deadline'],
  ['birthdays', 'birthday'],
  ['grocery|groceries|shopping list', 'grocery'],
]

const ask =
  "((show|list|display|view|read|give|tell|check|see|get|find|recite|repeat|open|say) (out|back|off)? (me|us)? (about|what's|(what is)|(what are)|(the contents of)|(contents of))? (on)?)|((do|have) (i|we) (have|got)?)|((what|what's|whats|which|how's|hows|how) (is|are|does|do|s)? (on|in)?)|((are|is) there)"
const whose = '(all|any|some)? (of)? (my|the|our|a|any)? (upcoming|next|future|coming|other|new)?'
const rest =
  '(do|did)? (i|we)? (have|got)? (scheduled|planned|set|(coming up)|left|today|look|like|(look like))? (on|for|in|from|of)? (to me)? (?)?'

const compiled = called.map(([things, search]) => ({ search, asked: phrases([`${ask} ${whose} ${things} ${rest}`]) }))

const wondered = phrases([
  'what do|have (i|we) (have|got)? (coming up|planned|scheduled|on|going on|next|left|up) (next|up)? (?)?',
  'what (is|are)? going on (?)?',
  "(what's|whats) going on (?)?",
  'is|are there anything (that|else)? (i|we) (should|need to|have to|must) (be reminded (of|about)|do|know|remember) (?)?',
  'am (i|we) (free|busy|available) (?)?',
  'do (i|we) have (anything|something) (going on|coming up|planned|on)? (?)?',
])

/** What to look for where a whole question asks to see things of one's own; null where it asks for something else. */
export function ownThings(words: Words): string | null {
  if (words.tokens.length === 0 || words.tokens.length > 14) return null
  const whole = (length: number) => length === words.tokens.length
  for (const { search, asked } of compiled) if (whole(asked(words))) return search
  return whole(wondered(words)) ? '' : null
}
