import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const script = fileURLToPath(new URL('understand.ts', import.meta.url))

async function run(input: string, flags: readonly string[] = ['--now', '2026-11-23T09:00', '--zone', 'Europe/Berlin']) {
  const child = spawn(process.execPath, [script, ...flags], { stdio: 'pipe' })
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  child.stdin.end(input)
  const [out, problem] = await Promise.all([text(child.stdout), text(child.stderr)])
  const lines = out.split('\n').filter((line) => line !== '')
  return { lines: lines.map((line): Record<string, unknown> => JSON.parse(line)), code: await code, problem }
}

describe('understand', () => {
  it('prints one flat record for each line', async () => {
    const { lines, code } = await run('call mum tomorrow from 3 to 5pm !1 #home\nwater the plants every! 3 days\n')
    expect(lines).toEqual([
      {
        intent: 'create',
        title: 'call mum',
        priority: 'urgent',
        tags: ['home'],
        due: { start: '2026-11-24T15:00', end: '2026-11-24T17:00', allDay: false },
        recurrence: null,
        reminders: [],
        spans: [
          { start: 9, end: 31, kind: 'date' },
          { start: 32, end: 34, kind: 'priority' },
          { start: 35, end: 40, kind: 'tag' },
        ],
      },
      expect.objectContaining({
        due: { start: '2026-11-23', end: null, allDay: true },
        recurrence: { rrule: 'FREQ=DAILY;INTERVAL=3', from: 'completion' },
        spans: [{ start: 17, end: 30, kind: 'recurrence' }],
      }),
    ])
    expect(code).toBe(0)
  })

  it('takes text, time and zone of a JSON line, which override the flags', async () => {
    const given = { text: 'call mum today at 9', now: '2026-01-01T01:00', timeZone: 'Asia/Tokyo' }
    const { lines } = await run(
      `${JSON.stringify(given)}\n${JSON.stringify({ ...given, now: '2025-12-31T16:00:00Z' })}\n`,
    )
    const due = { start: '2026-01-01T09:00', end: null, allDay: false }
    expect(lines.map((line) => line.due)).toEqual([due, due])
  })

  it('answers lines that it cannot read in their place and goes on', async () => {
    const bad = ['{bad', '{"text":5}', '{}', '{"text":"a","timeZone":"X/Y"}', '{"text":"a","now":"2026-02-30"}']
    const { lines, code } = await run(`${bad.join('\n')}\nbuy milk\n`)
    expect(lines.slice(0, 5).map(({ error }) => error)).toEqual([
      expect.stringContaining('line 1: not JSON'),
      'line 2: "text" must be a text',
      'line 3: "text" is missing',
      'line 4: unknown time zone "X/Y"',
      expect.stringContaining('line 5: "now" must be a time'),
    ])
    expect(lines[5]).toMatchObject({ intent: 'create', title: 'buy milk' })
    expect(code).toBe(1)
  })

  it('answers every one of ten thousand lines, empty ones too', async () => {
    const { lines } = await run('call mum tomorrow at 9\n\n'.repeat(5_000))
    expect(lines).toHaveLength(10_000)
    expect(lines[9_999]).toMatchObject({ intent: 'none', title: null, spans: [] })
  })

  it('refuses wrong flags', async () => {
    expect(await run('', ['--zone', 'X'])).toMatchObject({
      code: 2,
      lines: [],
      problem: expect.stringContaining('Usage'),
    })
  })
})
