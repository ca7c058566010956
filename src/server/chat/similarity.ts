/** A title as it is compared: lower case, no punctuation, no article or "task" around it. */
export function normalizedTitle(text: string): string {
  const words =
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  const start = words.length > 1 && /^(the|my|a|an|that|this)$/.test(words[0] ?? '') ? 1 : 0
  const end = words.length - start > 1 && /^(task|todo|reminder|item)$/.test(words.at(-1) ?? '') ? -1 : words.length
  return words.slice(start, end).join(' ')
}

/** How alike two normalized texts are, 0 to 1: shared trigrams, as PostgreSQL's pg_trgm counts them. */
export function similarity(a: string, b: string): number {
  const [one, two] = [trigrams(a), trigrams(b)]
  if (one.size === 0 || two.size === 0) return 0
  const shared = [...one].filter((trigram) => two.has(trigram)).length
  return shared / (one.size + two.size - shared)
}

function trigrams(text: string): Set<string> {
  const found = new Set<string>()
  for (const word of text.split(' ').filter((word) => word !== '')) {
    const padded = `  ${word} `
    for (let at = 0; at + 3 <= padded.length; at += 1) found.add(padded.slice(at, at + 3))
  }
  return found
}
