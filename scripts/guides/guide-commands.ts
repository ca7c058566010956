/** A command of this project in a guide. */
export type GuideCommand = { text: string; script: string; arguments: string[] }

const fenced = /^```\w*\n([\s\S]*?)^```$/gm
const inline = /(?<!`)`([^`\n]+)`(?!`)/g

/** Every `npm …` command in the fenced and inline code of a guide, without variables before it. */
export function commandsOf(markdown: string): GuideCommand[] {
  const blocks = [...markdown.matchAll(fenced)].flatMap(([, block = '']) => block.split('\n'))
  const pieces = [...markdown.replaceAll(fenced, '').matchAll(inline)].map(([, code = '']) => code)
  return [...blocks, ...pieces].flatMap((text) => {
    const [, rest] = /^(?:[A-Z_]+=\S+ )*npm (.+)$/.exec(text.trim()) ?? []
    if (rest === undefined) return []
    const [first = '', second = '', ...others] = rest.split(/\s+/)
    if (first === 'run' && second !== '')
      return [{ text, script: second, arguments: others.filter((word) => word !== '--') }]
    if (first === 'start' || first === 'test') {
      const given = [second, ...others].filter((word) => word !== '' && word !== '--')
      return [{ text, script: first, arguments: given }]
    }
    return []
  })
}
