import { phrases, toWords } from './phrase.ts'
import type { Command } from './plan.ts'
import type { Token } from './tokens.ts'

const greeting = phrases([
  'hi|hello|hey|hiya|howdy|yo|greetings|sup (there|again|you|bot|everyone|friend)? (!|.)?',
  'good (morning|afternoon|evening|day|night) (!|.)?',
  'how are you (doing|today)? (doing|today)? (?)?',
  "what's up (?)?",
])
const thanks = phrases([
  'thanks|thx|ty|cheers (a lot|so much|a bunch|very much|again)? (!|.)?',
  'thank you (a lot|so much|very much|again)? (!|.)?',
  '(great|nice|cool|awesome|perfect|good|ok|okay|well done|got it|great job|good job|nice work) (thanks|thank you)? (!|.)?',
])
const dismissal = phrases([
  'never mind (that|it)?',
  'nevermind|cancel|stop',
  'forget (it|that)',
  'nothing',
  'no (thanks|thank you)?',
])
const help = phrases([
  'help (me)? (please)? (?|!)?',
  'what can you (do|understand|help with|help me with) (for me)? (?)?',
  'what can i (say|do|ask|type) (you|here)? (?)?',
  'how does this work (?)?',
  'how do (i|you) use (this|you|it|the app) (?)?',
  'show me (some)? (examples|help|what you can do|commands)',
  'commands|examples|instructions',
])
const helpTopic = phrases([
  'how (do|can|would|could|should) (i|you|we|one) (set up|add|create|make|delete|complete|change|snooze|skip|undo|repeat|remind|move|tag|set|edit|list|stop|use|cancel|schedule)',
  'help (me)? with',
  'help (me)? (on|about)',
])
const undo = phrases([
  '(undo|revert) (that|it|this|the last|last|the last one|the last change|last change|my last change|please)? (action|change|thing|command)? (please)? (!|.)?',
  'take (that|it) back',
  'put (it|that) back',
])

const topics =
  /^(tasks?|reminders?|alarms?|alerts?|lists?|todos?|recurring|repeating|recurrence|repeats?|tags?|priority|priorities|due|notes?|snooze|undo|chat|chatbot|app|it|this|one|dates?|times?|series|subtasks?)$/

/** A greeting, thanks, a call for help or undo, where that is the whole message. */
export function smallTalk(tokens: readonly Token[]): Command | null {
  if (tokens.length > 16 || tokens.length === 0) return null
  const words = toWords(tokens)
  const whole = (length: number) => length === tokens.length
  if (whole(undo(words))) return { kind: 'undo' }
  if (whole(help(words))) return { kind: 'help' }
  if (whole(greeting(words))) return { kind: 'none', reason: 'greeting' }
  if (/^(see|catch|meet|talk to) you /.test(words.text)) return { kind: 'none', reason: 'greeting' }
  if (whole(dismissal(words))) return { kind: 'none', reason: 'not-understood' }
  if (whole(thanks(words))) return { kind: 'none', reason: 'thanks' }
  const topic = helpTopic(words)
  if (topic === 0 || !tokens.some((token) => topics.test(token.word))) return null
  const rest = tokens.slice(words.tokens[0]?.word === 'how' ? 3 : topic).map((token) => token.word)
  return {
    kind: 'help',
    topic: rest
      .filter((word) => word !== '?')
      .join(' ')
      .slice(0, 100),
  }
}
