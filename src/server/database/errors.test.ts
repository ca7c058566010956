import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { uuidV7 } from '../identity/uuid-v7.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { openDatabase } from './client.ts'
import { toDatabaseError } from './errors.ts'
import { Prisma } from './generated/client.ts'

describe('errors of the database', () => {
  it('a server that is not there, or hangs up, is unavailable', async () => {
    const silent = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const hangsUp = typeof address === 'object' ? address?.port : 0
    for (const port of [1, hangsUp]) {
      const url = `postgresql://todo_app:x@127.0.0.1:${port}/none`
      const database = openDatabase({ urls: { app: url, auth: url, system: url }, poolSize: 2 })
      await expect(database.tasks.read({ userId: uuidV7(), ids: [] })).rejects.toMatchObject({ code: 'unavailable' })
      await expect(database.withUser(uuidV7(), (tx) => tx.task.count())).rejects.toMatchObject({ code: 'unavailable' })
      await database.close()
    }
    silent.close()
  })

  it('each state of the write path has its code', async () => {
    const testDatabase = await createTestDatabase()
    const url = testDatabase.url('todo_app')
    const database = openDatabase({ urls: { app: url, auth: testDatabase.url('todo_auth'), system: url }, poolSize: 2 })
    const raise = (state: string) =>
      database
        .withUser(uuidV7(), (tx) =>
          tx.$executeRaw(Prisma.raw(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${state}'; END $$`)),
        )
        .then(
          () => 'nothing',
          (error: unknown) => toDatabaseError(error).code,
        )
    const expected = {
      TD404: 'not_found',
      TD409: 'version_conflict',
      TD410: 'mutation_reused',
      TD412: 'not_undoable',
      TD429: 'limit_reached',
      '22P02': 'invalid_input',
      '22P05': 'invalid_input',
      '23514': 'invalid_input',
      '23505': 'already_exists',
      '40001': 'unavailable',
      '40P01': 'unavailable',
      '53300': 'unavailable',
      '57014': 'unavailable',
      '57P01': 'unavailable',
      '42501': 'internal',
      XX000: 'internal',
    }
    for (const [state, code] of Object.entries(expected)) expect(await raise(state), state).toBe(code)
    await database.close()
    await testDatabase.drop()
  })
})
