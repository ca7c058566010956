import { createRequests } from './create-requests.ts'
import { phrases } from './phrase.ts'

/** How requests begin. Each line is a phrase (see phrase.ts); a contributor adds a line here and one to the tests. */

/** Said around a request; means nothing by itself. */
export const politeOpening = phrases([
  'please|pls|hey|hi|hello|ok|okay|so|well|also|and|then|now|yo|oh|actually|thanks|dear|great|right (,|!|.)?',
  '(hey|hi|hello|ok|okay) (there|bot|assistant|buddy) (,|!|.)?',
  'can|could|would|will you (please|kindly|also)?',
  'can|could|may i (please)? (get you to|ask you to|have you)?',
  'would you mind',
  "(i would|i'd|id|i'll) (like|love|want|need) you to",
  "(i'd|i would|we'd) (like|love) to",
  'i want|need you to',
  'i said',
  'alexa|siri|google|cortana|(ok google)|(hey google)|(hey siri) (,)?',
  'go ahead and',
  "let's|lets",
  ',|.|!|:|-',
])

export const politeClosing = new Set('please pls thanks thankyou thx ok okay ? . , ! ; : cheers plz'.split(' '))

/** Verbs and articles that may stand between the start and the noun of "create a wake up alarm called …". */
export const creationOpening = phrases([
  '(set|create|make|add|schedule|start|put|program|generate|organize|organise|arrange|setup|place|establish|build|insert|record|save|enter|initiate|begin|do|send|give|get|have|new) (up|in|me|us)? (up|me)? (a|an|another|one|some|two|three|four|my|the|s)? (a|an)? (new)?',
  "(i|we)? (would|'d)? (just)? (need|want|require|would like|like) (to)? (set|create|make|add|have|get|put)? (up)? (a|an|another|my|some|two|three)? (new)?",
  "(i'd|id|we'd) (like|love) (to)? (have|set|create|add|make|get)? (up)? (a|an|another|my|some) (new)?",
  "(i'm|im|i am) (gonna|going to) need (a|an|another|some)? (new)?",
  'i (have to|must|should) (have|set|make|create|add) (a|an|another|my)? (new)?',
  '(can|could|may) i (have|get|set|make|create|add) (a|an|another)? (new)?',
  '(you should|you must|you need to) (set|create|make|add) (a|an|another)?',
])
/** What may follow that noun before what it is about. */
export const creationTail = phrases([
  '(alarm|reminder|alert)? (set|up|going|please|now|sound|ring|in|called)? (up|off)? (for me|for us|for myself|on my phone)? (to|about|of|that|for|called|named|titled|labeled|labelled|saying|regarding|with the title|with the name|with title)? (called|named|titled)? (:|,|-)?',
  '(that|which|to)? (goes|go|going|rings|ring|sounds|sound) (off)? (for|to)? (:)?',
  '(to)? (remind|tell|alert|notify) (me|us) (to|about|of|that)?',
  'and (a|an)? (reminder|alarm) (to|for|about)?',
])
/** At the start of what is to be done: says that it is to be done. */
export const bodyOpening = phrases([
  '(that)? (i|we) (have|need|got|want|must|had|gotta) to',
  '(that)? (i|we) (must|should|gotta)',
  '(that)? (i|we) have (a|an|my|the)',
  '(that)? there (is|are|will be)',
  "(that)? (there's|theres|i'm|i am)",
  "(that)? it's (time)? (to|for)?",
  'later',
])

const noun =
  'reminder|reminders|alarm|alarms|alert|alerts|notification|notifications|task|tasks|todo|todos|to-do|timer|item|entry'

const singular = noun
  .split('|')
  .filter((word) => !word.endsWith('s'))
  .join('|')

/** "set a reminder", "new task:", "add": the request to create something, without what it is. */
export const createFrame = phrases([
  `set|create|make|add|schedule|start|put|give|generate|organize|organise|get|have|need|enter|record|save|note|program|arrange|setup|place|establish|build|insert (up|in|down)? (me)? (up)? (a|an|the|my|some|two|three|another|one|new|s|any|2|3|4|5)? (new|quick|recurring|repeating|repeat|reoccurring|regular|additional|separate|extra|different|simple|second|following)? (${noun}) (alarm|reminder)? (set|up|going|please|going off)? (for)? (me|us)? (up)? (to|about|of|that|for|called|named|titled|labeled|labelled|saying|which says|with title|with the title|with the name)? (:|,|-)?`,
  `i|we (need|want|would like|wanna|'d like) (to)? (set|create|make|add|have|get|put)? (up)? (a|an|another|the|my|some)? (new|recurring|repeating)? (${noun}) (set)? (for)? (me|us)? (to|about|of|that|for|called|named|saying)? (:|,)?`,
  `(a|my|the)? (new|another|repeat|recurring) (${singular}) (please)? (to|about|of|that|for|called|named)? (:|,|-)?`,
  `repeat|duplicate (a|an|the|my)? (${noun})`,
  `reminder|alarm|todo|to-do|task|alert (set|set up|please)? (to|about|for|that|on)? (:|,|-)?`,
  "remind|alert|notify|ping|nudge|warn|buzz|wake|clock|text|message (me|us|myself) (up)? (about|of|to|that|for|on|when)? (it is|it's)? (time to|time for)? (:|,)?",
  "i|we (have to|need to|must|should|gotta|ought to|got to|'ve got to|have got to|want to be reminded (to|of|about|that)) (be reminded)? (remember)? (to|about|of)?",
  'i|we (want|need|would like|have) (to be)? reminded (to|of|about|that)?',
  'add|put (to|on) (my|the) (list|todo list|to-do list|tasks|to do list|todo|agenda|calendar) (:|,)?',
  'add|put|create|schedule|enter|(jot down)|(write down)|(note down)',
  'help me (to)? (make|create|set|add) (up)? (a|an|the)? (new)? (reminder|alarm|task) (for|to|about|of)?',
  ...createRequests.map(([says]) => says),
])

/** Frames that ask to be spoken to at the time. */
export const asksForReminder =
  /^tell me to\b|\b(remind|reminder|reminders|reminded|alarm|alarms|alert|notify|ping|nudge|wake|warn|buzz|clock|notification|timer)\b/u

/** At the end of a title: says where it goes, not what it is. */
export const listTail = phrases([
  '(to|on|in|onto) (my|the|our) (list|todo list|to-do list|to do list|tasks|task list|agenda|todos|reminders|calendar)',
])

/** First words of a bare imperative that is a task to note. One line a field of life; contributors add verbs. */
export const taskVerbs: ReadonlySet<string> = new Set(
  [
    'buy get grab purchase order shop pick collect fetch bring take carry return exchange sell donate rent borrow lend',
    'call phone ring email mail e-mail text message write reply respond answer contact ask invite thank meet visit see talk speak chat discuss congratulate greet welcome follow',
    'pay transfer deposit withdraw refund invoice bill file submit send post deliver ship renew register sign apply enroll enrol subscribe unsubscribe',
    'clean wash vacuum mop sweep dust tidy organise organize sort declutter fold iron dry launder hang scrub wipe polish empty take throw recycle',
    'cook bake boil prepare make prep eat drink feed water walk groom bathe brush trim cut mow weed plant rake prune',
    'fix repair replace install assemble build paint drill mount charge refill refuel fill check inspect test service tune',
    'finish write draft review read study learn practise practice revise rewrite edit proofread research prepare present print scan copy upload download backup update upgrade deploy merge publish release debug refactor implement document plan schedule book reserve confirm arrange',
    'exercise run jog swim stretch lift train workout meditate sleep rest nap journal pray',
    'go attend join leave drive fly pack unpack move travel commute drop come stop',
    'wrap decorate celebrate bake host babysit pick-up drop-off',
    'lock unlock close turn switch water measure weigh record log track count back set hang',
    'remember try start begin continue do work look find watch listen play put give keep tell stock wake bring save spend change use hire interview onboard vote shave refinance winterize defrost change',
  ].flatMap((line) => line.split(' ')),
)

/** Openings that no task has, whatever follows. */
export const neverTask = phrases([
  '(tell|show|give|find|read|teach|send|sing|get|let|make|help|bring|order|recommend|suggest|explain|write|draw|book|buy|call|text|play|pass|hand) (me|us)',
  '(see|talk to|speak to|meet|catch) you',
  'look up',
  '(i|we)? (need|want|have|would like|gotta|wanna|got) (to)? (know|see|hear|understand|find out|figure out|ask you|speak to you|talk to you|get to know|figure)',
  "(i'd|we'd) like to (know|see|hear|understand|find out|figure out|ask)",
  '(remind|remember) (me|us)? (what|who|why|where|which|how)',
  '(google|translate|define|convert|calculate|explain|spell|pronounce)',
])

/** Openings of requests to an assistant that are no task: "find me", "tell me", "play some music". */
export const assistantRequest = phrases([
  'tell|show|give|find|read|teach|send|sing|get|let|make|help|bring|order|recommend|suggest|explain|write|draw|book|buy (me|us)',
  'tell|explain|define|translate|convert|calculate|compute|play|pause|search|google|lookup|recommend|suggest|describe|guess|roll|flip|spell|name|list|compare|locate|determine|sing|pronounce|shuffle|open|launch|find|show|display|navigate|increase|decrease|raise|lower|mute|unmute|dim|brighten|summarize|rate|solve|resume|share|track|count',
  'look up|for|at|into',
  'turn|switch (on|off|up|down)',
  'put on',
  'set the|my|a (volume|temperature|thermostat|brightness|light|lights|language|heat|ac|voice|speed|ringtone|oven|mood|channel|tv|radio)',
  'change (the|my|your) (volume|temperature|language|voice|accent|name|channel|station|song|thermostat|lights|speed|ringtone)',
  'check (if|whether|on|out|the (weather|traffic|score|status|price|news))',
  'go to (the)? (website|page|next|previous|settings)',
  'see (if|whether|what|who|how|where|when)',
  'ask (siri|alexa|google)',
  'watch|listen (to)? (some|a)? (movie|music|song|songs)',
  'take (me|a (picture|selfie|photo|screenshot))',
  'start (the|a|my)? (car|timer|stopwatch|music|playlist|roomba|engine|game)',
  'stop (the|it|this|that|talking|playing|music|listening)',
  'do (you|they|we|i|a|some|not)',
  'try (again|that|it)',
  'keep (going|talking)',
  'use (your|a|the) (voice|accent|different|british|male|female)',
])

/** Asks or wishes where an order would note a task: "can you check my voicemail", "I'd like to hire someone". */
export const asksOrWishes = phrases([
  '(please|pls|hey|hi|hello|ok|okay|so|well|and|alexa|siri|google|cortana|,)? (there|google|siri)? (,|!)? (please)? (can|could|would|will|may|might) (you|i|we)',
  '(please|hey|hi|hello|ok|okay|so|well|alexa|siri|google|,)? (,|!)? (i|we) (would|should)? (like|love|want|need) you to',
  "(please|hey|hi|hello|ok|okay|so|well|alexa|siri|google|,)? (,|!)? (i'd|i would|we'd|we would) (like|love|want) (you)? to",
  'would you mind',
])

/** Words of what is done for the speaker at once: "order eggs for me", "read it to me", "let me know when it is done". */
export const forSpeaker = /(?:^| )(?:(?:for|to|with) me|(?:let|tell|show|give|send) me|you|your|yourself)(?: |$)/u

/** Said to a device: "turn the lights off", "start the next podcast". */
export const deviceVerbs =
  /^(turn|switch|start|stop|play|put|make|dim|change|listen|tune|skip|continue|keep|resume|set|go|move|begin|speak)$/
export const deviceNouns: ReadonlySet<string> = new Set(
  'light lights lamp lamps radio station channel podcast podcasts audiobook music song songs vacuum roomba tv speaker speakers socket plug lights mode volume playing playback accent louder softer'.split(
    ' ',
  ),
)

/** What a device is told to change about itself, now or at a time. */
export const deviceSettings: ReadonlySet<string> = new Set('ringtone ringtones volume brightness vibration'.split(' '))

/** What people ask an assistant about in two words: "weather tomorrow". */
export const worldTopics: ReadonlySet<string> = new Set(
  'weather forecast temperature news headlines scores score traffic stocks horoscope exchange lottery playlist playlists song songs volume brightness thermostat voicemail voicemails'.split(
    ' ',
  ),
)

/** First words of questions. */
export const questionWords: ReadonlySet<string> = new Set(
  "what what's whats who who's whos whose whom which when when's whens where where's wheres why why's how how's hows is isn't are aren't was wasn't were am do does doesn't did didn't have has had can can't could couldn't would wouldn't will won't should shouldn't shall may might must".split(
    ' ',
  ),
)

/** Words that make a clause a statement when they follow its subject, or begin it. */
export const statementWords: ReadonlySet<string> = new Set(
  "is isn't are aren't was wasn't were weren't am has hasn't have haven't had does doesn't did didn't do don't can can't could couldn't would wouldn't will won't should shouldn't it's that's there's i'm he's she's we're they're you're i've i'd i'll went got feel felt think thought seems looks sounds means starts begins ends opens closes comes goes leaves leaves arrives happens became became likes loves hates wants needs said says told makes made".split(
    ' ',
  ),
)
export const subjects: ReadonlySet<string> = new Set(
  "i you he she it we they this that these those there i'm i've i'd i'll you're you've he's she's it's we're we've they're they've that's there's nobody everyone everybody someone nothing everything im ive my your his her our their".split(
    ' ',
  ),
)
