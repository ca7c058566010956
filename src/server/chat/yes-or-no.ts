import type { MessagePart } from '../../domain/conversation.ts'

export type TypedAnswer = { confirmationId: string; accept: boolean }

const yes = /^(y|yes|yeah|yep|yup|sure|ok|okay|confirm|do it|go ahead|yes please|please do|yes,? do it)[.!]*$/i
const no = /^(n|no|nope|nah|cancel|stop|don'?t|do not|no thanks|never ?mind|keep it|keep them)[.!]*$/i
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth']

/** The answer that a message gives to the question asked right before it; null where it is something else. */
export function typedAnswer(text: string, parts: readonly MessagePart[]): TypedAnswer | null {
  const said = text.trim()
  for (const part of parts) {
    if (part.type === 'confirm' && (yes.test(said) || no.test(said))) {
      return { confirmationId: part.confirmationId, accept: yes.test(said) }
    }
    if (part.type === 'choose') {
      const chosen = part.options[chosenIndex(said, part.options.length)]
      if (chosen !== undefined) return { confirmationId: chosen.confirmationId, accept: true }
      const [first] = part.options
      if (no.test(said) && first !== undefined) return { confirmationId: first.confirmationId, accept: false }
    }
  }
  return null
}

function chosenIndex(said: string, options: number): number {
  if (options === 1 && yes.test(said)) return 0
  const words = said
    .toLowerCase()
    .replace(/^(the|number|#|option) ?/, '')
    .replace(/ one$|[.!]+$/g, '')
  if (/^\d$/.test(words)) return Number(words) - 1
  return words === 'last' ? options - 1 : ordinals.indexOf(words)
}
