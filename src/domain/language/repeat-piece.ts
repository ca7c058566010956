import type { Part } from './lexicon.ts'
import type { Piece, Repeat } from './piece.ts'

export type RepeatPiece = Extract<Piece, { kind: 'repeat' }>

export const everyDay: Repeat = {
  unit: 'day',
  interval: 1,
  weekdays: [],
  monthDays: [],
  months: [],
  positions: [],
  pooled: false,
  afterCompletion: false,
}
export const workdays = [1, 2, 3, 4, 5]
export const weekend = [6, 7]

export const piece = (repeat: Partial<Repeat>, part: Part | null = null): RepeatPiece => ({
  kind: 'repeat',
  repeat: { ...everyDay, ...repeat },
  part,
  clock: null,
})
