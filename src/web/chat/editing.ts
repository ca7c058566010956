import { createContext, useContext } from 'react'

/** A message that is written anew: what it did is taken back when the new text is sent. */
export type Edited = { text: string; changeIds: readonly string[] }

export type Editing = {
  edited: Edited | null
  /** Puts the message into the composer; null: leaves it as it was sent. */
  edit: (message: Edited | null) => void
  /** Takes back what the message did and sends its text again; resolves to whether that went well. */
  repeat: (message: Edited) => Promise<boolean>
}

export const EditingContext = createContext<Editing>({
  edited: null,
  edit: () => {},
  repeat: () => Promise.resolve(false),
})
export const useEditing = (): Editing => useContext(EditingContext)
