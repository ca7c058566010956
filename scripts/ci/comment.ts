/** The one comment that is kept up to date; by it the next run finds it. */
const marker = '<!-- todo-chatbot: preview -->'
const limit = 60_000

/** What a preview said, as a comment. Colours go, and the middle where it is too long. */
export function commentBody(output: string, commit: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal begin with it.
  const plain = output.replace(/\u001b\[[0-9;]*m/g, '').trim()
  const half = limit / 2
  const text = plain.length <= limit ? plain : `${plain.slice(0, half)}\n…\n${plain.slice(-half)}`
  // A fence longer than any in the text: nothing in it can become markup.
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${marker}\n### \`pulumi preview\` of ${commit.slice(0, 12)}\n\n${fence}text\n${text}\n${fence}\n`
}

type Ask = (method: string, path: string, body?: object) => Promise<unknown>
type Comment = { id: number; body?: string }

/** Writes the comment on pull request `number` of `repository` (owner/name), or edits the one that is there. */
export async function keepComment(
  ask: Ask,
  target: { repository: string; number: number; body: string },
): Promise<'made' | 'edited'> {
  const issues = `/repos/${target.repository}/issues`
  for (let page = 1; ; page += 1) {
    const comments = (await ask('GET', `${issues}/${target.number}/comments?per_page=100&page=${page}`)) as Comment[]
    const own = comments.find(({ body }) => body?.startsWith(marker))
    if (own) {
      await ask('PATCH', `${issues}/comments/${own.id}`, { body: target.body })
      return 'edited'
    }
    if (comments.length < 100) break
  }
  await ask('POST', `${issues}/${target.number}/comments`, { body: target.body })
  return 'made'
}
