/** A statement with the comments before it; `code` has comments and texts blanked, so that words in them count for nothing. */
export type Statement = { code: string; comments: string }

const token = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\1\$|;|[\s\S]/g

/** The statements of a script. Bodies of functions are blanked, those of `DO` are kept: they run at once. */
export function statementsOf(sql: string): Statement[] {
  const statements: Statement[] = []
  let code = ''
  let comments = ''
  const end = (): void => {
    if (code.trim() !== '') statements.push({ code: code.replace(/\s+/g, ' ').trim(), comments: comments.trim() })
    code = ''
    comments = ''
  }
  for (const [text] of sql.matchAll(token)) {
    if (text === ';') end()
    else if (text.startsWith('--') || text.startsWith('/*')) comments += `${text}\n`
    else if (text.startsWith("'")) code += "''"
    else if (text.length > 1) code += /^\s*DO\s*$/i.test(code) ? blankedBody(text) : '$$'
    else code += text
  }
  end()
  return statements
}

/** A body that runs at once: its statements matter, its semicolons no more. */
const blankedBody = (body: string): string =>
  body.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').replace(/'(?:[^']|'')*'/g, "''")
