import { describe, expect, test } from 'vitest'
import { commentBody, keepComment } from './comment.ts'

const commit = 'c'.repeat(40)

describe('the comment', () => {
  test('shows the preview without colours', () => {
    expect(commentBody('\u001b[32m+ create\u001b[0m\n', commit)).toContain('```text\n+ create\n```')
  })

  test('cannot be left by what is in it', () => {
    expect(commentBody('````\n# markup', commit)).toContain('`````text\n````\n# markup\n`````')
  })

  test('fits what GitHub takes', () => {
    const body = commentBody(`start${'x'.repeat(200_000)}end`, commit)
    expect(body.length).toBeLessThan(65_536)
    expect(body).toMatch(/start[\s\S]*…[\s\S]*end/)
  })
})

describe('a pull request', () => {
  const asked = (pages: object[][]) => {
    const calls: string[] = []
    const ask = async (method: string, path: string) => {
      calls.push(`${method} ${path}`)
      return method === 'GET' ? pages.shift() : {}
    }
    return { ask, calls }
  }
  const target = { repository: 'me/todo', number: 7, body: 'new' }

  test('gets one comment', async () => {
    const { ask, calls } = asked([[{ id: 1, body: 'by somebody' }]])
    expect(await keepComment(ask, target)).toBe('made')
    expect(calls.at(-1)).toBe('POST /repos/me/todo/issues/7/comments')
  })

  test('whose comment is there gets it edited, also on a later page', async () => {
    const others = Array.from({ length: 100 }, (_, id) => ({ id, body: 'x' }))
    const { ask, calls } = asked([others, [{ id: 500, body: commentBody('old', commit) }]])
    expect(await keepComment(ask, target)).toBe('edited')
    expect(calls.at(-1)).toBe('PATCH /repos/me/todo/issues/comments/500')
  })
})
