import type { MessagePart } from '../../../domain/conversation.ts'

/** What can be said, by example; the first word that a question for help names leads to its own. */
const topics: readonly { words: RegExp; text: string; examples: readonly string[] }[] = [
  {
    words: /remind|notif|alert|snooz|later/,
    text: 'Say when, and I will speak up in time, also while this page is closed.',
    examples: ['remind me to call mum tomorrow at 9', 'snooze it for 1 hour'],
  },
  {
    words: /repeat|recur|every|series|skip|stop/,
    text: 'Say how often. Completing one brings up the next.',
    examples: ['water the plants every Monday at 9', 'pay rent on the last day of every month', 'skip it'],
  },
  {
    words: /list|show|find|search|see|filter/,
    text: 'Ask for what you want to see.',
    examples: ['what is overdue?', 'show my tasks for today', 'show high priority tasks tagged #home'],
  },
  {
    words: /delet|remov|undo|restor|mistake/,
    text: 'I ask before I delete anything, and whatever was done can be undone for a day.',
    examples: ['delete the second one', 'undo'],
  },
  {
    words: /chang|mov|edit|renam|priorit|tag|updat|resched/,
    text: 'Name the task, or say “it” for the last one we spoke of.',
    examples: ['move it to Friday 3pm', 'rename milk to oat milk', 'make it urgent'],
  },
  {
    words: /complet|done|finish|check|tick/,
    text: 'Name the task, or its number in the last list.',
    examples: ['complete the second one', 'mark milk as done'],
  },
]

const general = {
  text: 'Tell me what to do and when, in plain English. I keep your tasks, remind you, and change them when you say so. For example:',
  examples: [
    'remind me to call mum tomorrow at 9',
    'water the plants every Monday at 9 #home',
    'what is due today?',
    'complete the first one',
    'undo',
  ],
}

export type Reply = { text: string; parts: MessagePart[] }

/** Help by example, about a topic if one is named. */
export function helpReply(topic = ''): Reply {
  const { text, examples } = topics.find(({ words }) => words.test(topic.toLowerCase())) ?? general
  return { text, parts: [{ type: 'examples', texts: [...examples] }] }
}

/** Answers to what asks for nothing. */
export function smallTalkReply(reason: 'greeting' | 'thanks' | 'not-understood'): Reply {
  if (reason === 'greeting')
    return {
      text: 'Hello! What should I keep in mind for you?',
      parts: [example('remind me to call mum tomorrow at 9', 'what is due today?')],
    }
  if (reason === 'thanks') return { text: 'You are welcome!', parts: [] }
  return {
    text: 'I did not understand that, so I changed nothing. You could say it like this:',
    parts: [example('buy milk tomorrow', 'show my tasks', 'complete the first one', 'help')],
  }
}

const example = (...texts: string[]): MessagePart => ({ type: 'examples', texts })
