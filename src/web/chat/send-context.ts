import { createContext, useContext } from 'react'

/** Sends a text to the conversation shown; resolves to whether it was taken. */
export type Send = (text: string) => Promise<boolean>

export const SendContext = createContext<Send>(() => Promise.resolve(false))
export const useSend = (): Send => useContext(SendContext)
