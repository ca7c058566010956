/** Ways of writing that are more than one slip away from the word. One line a word; contributors add here. */
const written: Record<string, string> = {
  tomorrow:
    'tomorow tommorow tommorrow tomorro tomorrrow tommorw tomorw tommorro tomoro tomora tomoz tmrw tmrrw tmr tmrow tmmrw tmw 2moro 2morrow 2morow 2mrw 2mrow 2mro 2moz tomo morrow',
  today: '2day tday todday',
  tonight: 'tonite 2nite 2night tonigt tonght',
  yesterday: 'yday yesturday',
  wednesday: 'wensday wendsday wednsday wednesay wedsday wenesday wednes wedn wensdays',
  tuesday: 'teusday tuseday tusday tuesay tuesdy',
  thursday: 'thirsday thrusday thurday thursay thusday',
  saturday: 'satuday saterday satday',
  february: 'febuary feburary febrary',
  every: 'evry evrey evey everry ev',
  everyday: 'evryday everday',
  weekly: 'weekley weeklly',
  monthly: 'montly monthley',
  daily: 'dayly',
  minutes: 'mintues minuites minuets miniutes',
  hours: 'horus huors',
  weekend: 'wkend wknd weeknd week-end',
  weekends: 'wkends week-ends',
  morning: 'mornin morn',
  evening: 'evning evenin',
  noon: 'noonish',
  until: 'untill',
  afternoon: 'aft afternon aftrnoon',
  remind: 'remnd remid rmind remeber-me',
  reminder: 'remider remainder reminer remindr',
  reminders: 'remiders remainders',
  remember: 'rember remeber rememeber remmember',
  next: 'nxt nex',
  with: 'w/',
  please: 'pls plz pleas plese',
}

/** Long enough that one slip of the fingers still leaves them unmistakable. */
const slippery =
  'monday tuesday wednesday thursday friday saturday sunday tomorrow tonight yesterday january february september october november december afternoon weekend weekday wednesdays thursdays saturdays'

/** Real words that are one slip away from a date word and stay what they are. */
const realWords = new Set(
  'sundae sundry friary midday fridays mondays sundays tuesdays wednesdays thursdays saturdays weekends weekdays afternoons tomorrows tonights yesterdays embers weekender'.split(
    ' ',
  ),
)

const letters = 'abcdefghijklmnopqrstuvwxyz'

/** Every way to write `word` with one letter missing, doubled, wrong or swapped; the first letter is kept. */
function slips(word: string): string[] {
  const result: string[] = []
  for (let at = 1; at <= word.length; at++) {
    const head = word.slice(0, at)
    result.push(head + word.slice(at + 1))
    for (const letter of letters) result.push(head + letter + word.slice(at), head + letter + word.slice(at + 1))
    if (at < word.length - 1) result.push(head + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2))
  }
  return result
}

function build(): Map<string, string> {
  const known = new Set(slippery.split(' '))
  const map = new Map<string, string>()
  for (const word of known) {
    for (const slip of slips(word)) if (!known.has(slip) && !realWords.has(slip)) map.set(slip, word)
  }
  for (const [word, spellings] of Object.entries(written))
    for (const spelling of spellings.split(' ')) map.set(spelling, word)
  return map
}

/** Misspelt or abbreviated → as the tables write it. */
export const spellings: ReadonlyMap<string, string> = build()
