import { expect, test } from 'vitest'
import { AppError } from '../domain/errors.ts'
import { createLog, type Log } from './log.ts'
import { inTrace } from './trace.ts'

function lines(write: (log: Log) => void): Record<string, unknown>[] {
  const written: string[] = []
  write(createLog({ app: 'server', level: 'info', destination: { write: (line) => written.push(line) } }))
  return written.map((line) => JSON.parse(line))
}

function caught(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test('a line is JSON with app, level, time and, inside a request, the trace id', () => {
  const traceId = 'a'.repeat(32)
  const [line] = lines((log) =>
    inTrace(`00-${traceId}-${'b'.repeat(16)}-01`, () => log.info({ taskId: 't' }, 'task created')),
  )
  expect(line).toMatchObject({ app: 'server', level: 'info', traceId, taskId: 't', msg: 'task created' })
  expect(line?.time).toMatch(/^\d{4}-.*Z$/)
})

test('a traceparent that is none adds nothing', () => {
  expect(lines((log) => inTrace('x"y', () => log.info('m')))[0]).not.toHaveProperty('traceId')
})

test('lines below the level are not written', () => {
  expect(lines((log) => log.debug('m'))).toEqual([])
})

test('users’ text does not get into a line, neither by field nor by error', () => {
  const secret = 'call my lawyer'
  const cause = new AppError('invalid_input', { userMessage: `"${secret}" is no title` })
  const written = lines((log) => {
    log.info({ title: secret, task: { notes: secret, id: 'kept' }, email: secret }, 'm')
    log.error({ err: cause }, 'm')
    log.error({ err: new Error('outer', { cause }) }, 'm')
    log.error({ err: new Error(`first line\n${secret}`) }, 'm')
    log.error({ err: secret }, 'm')
    log.error({ err: new Error(`Can't send to lawyer@example.org`) }, 'm')
    for (const quote of ['"', "'", '`', '“']) log.error({ err: new Error(`no time: ${quote}${secret}`) }, 'm')
    log.error({ err: Object.assign(new Error('m'), { stack: `Error: ${secret}` }) }, 'm')
    log.error({ err: caught(() => JSON.parse(secret)) }, 'm')
  })
  expect(written).toHaveLength(12)
  expect(JSON.stringify(written)).not.toMatch(/lawyer|call m/)
  expect(written[5]?.err).toMatchObject({ reason: "Can't send to …" })
  expect(written[6]?.err).toMatchObject({ reason: 'no time: …' })
  expect(written[0]).toMatchObject({ task: { id: 'kept' } })
  expect(written[2]?.err).toMatchObject({ reason: 'outer', cause: { code: 'invalid_input', type: 'AppError' } })
})
