import { at, type Token } from './tokens.ts'

/** Words that may stand before a date expression and belong to it. */
export const leads = new Set(
  'at @ on in for by before after from until till til thru through since of around about approximately during over within starting beginning ending ends due to as'.split(
    ' ',
  ),
)
export const timeLeads = new Set('at @ by before after until till til from around about since'.split(' '))
export const dayLeads = new Set(
  'on for by before after until till til from of due since starting beginning to in over during at'.split(' '),
)
export const monthLeads = new Set(
  'in until till by before after through thru since during of starting beginning ending to'.split(' '),
)
const edgeWords = new Set(
  'to and or on at for in with that about please by every each from until till because so then if instead starting beginning titled called named labeled saying thats which of due via as is are but not when while before after again too ! remind alert reminder alarm alarms reminders today tomorrow tonight daily weekly monthly except excluding besides twice thrice once'.split(
    ' ',
  ),
)
export const taskNouns = new Set(
  'reminder reminders alarm alarms alert alerts task tasks todo todos to-do notification notifications meeting appointment'.split(
    ' ',
  ),
)

/** Whether a date expression may end before `index`: nothing follows that would make its number count something. */
export const isEdge = (tokens: readonly Token[], index: number): boolean => {
  const token = at(tokens, index)
  if (token.kind === 'break' || index >= tokens.length) return true
  if (token.kind === 'mark')
    return !['%', '$', '€', '£', '/', ':', '°'].includes(token.word) && !(token.word === '-' && token.glued)
  const { weekday, month, part } = token.meaning
  return edgeWords.has(token.word) || weekday !== undefined || month !== undefined || part !== undefined
}
