import { createContext, useContext } from 'react'
import type { TextRange } from '../../domain/language/plan.ts'

/** Sends a text to the conversation shown; resolves to whether it was taken. `ignored` ranges of it are plain text. */
export type Send = (text: string, ignored?: readonly TextRange[]) => Promise<boolean>

export const SendContext = createContext<Send>(() => Promise.resolve(false))
export const useSend = (): Send => useContext(SendContext)
