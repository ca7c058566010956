/** Something the palette can do. `words` are found too, without being shown. */
export type PaletteCommand = { id: string; label: string; hint?: string; words?: string; run: () => void }

/** The commands that have every typed word, those first whose label begins with the text. */
export function matchingCommands(commands: readonly PaletteCommand[], text: string): PaletteCommand[] {
  const typed = text.trim().toLowerCase()
  const words = typed.split(/\s+/)
  const hits = commands.filter(({ label, words: more = '' }) => {
    const all = `${label} ${more}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
  const begins = ({ label }: PaletteCommand) => label.toLowerCase().startsWith(typed)
  return typed === '' ? hits : [...hits.filter(begins), ...hits.filter((hit) => !begins(hit))]
}
