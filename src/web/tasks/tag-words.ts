import type { Task } from '../../domain/task.ts'

const allowed = /[^\p{L}\p{N}\p{M}_/-]+/gu

/** A typed text as a tag, by the domain's rules: no `#`, lower case, only letters, digits, - _ and /. May be empty. */
export const tagOf = (text: string): string =>
  text
    .trim()
    .replace(/\s+/g, '-')
    .replace(allowed, '')
    .replace(/^[_/-]+/, '')
    .toLocaleLowerCase('en')
    .slice(0, 50)

/** Several tags out of a typed list, separated by commas or spaces. */
export const tagsOf = (text: string): string[] =>
  [...new Set(text.split(/[\s,]+/).map(tagOf))].filter((tag) => tag !== '')

/** The task's tags with one more, in order; the same list where it has it already. */
export const withTag = ({ tags }: Pick<Task, 'tags'>, tag: string): string[] =>
  tag === '' || tags.includes(tag) ? tags : [...tags, tag].sort()
