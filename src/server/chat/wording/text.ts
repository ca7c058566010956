const shownTitle = 80

/** A title in quotation marks, shortened. Titles are users' text: quoted, never read. */
export function quoted(title: string): string {
  const characters = [...title]
  return `“${
    characters.length > shownTitle
      ? `${characters
          .slice(0, shownTitle - 1)
          .join('')
          .trimEnd()}…`
      : title
  }”`
}

/** "a", "a and b", "a, b and c"; beyond `shown`: "a, b and 4 more". */
export function listed(items: readonly string[], shown = 3): string {
  if (items.length === 1) return items[0] ?? ''
  const more = items.length > shown
  const head = items.slice(0, more ? shown - 1 : items.length - 1)
  return `${head.join(', ')} and ${more ? `${items.length - head.length} more` : items.at(-1)}`
}

/** "1 task", "3 tasks", "1,200 tasks". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
