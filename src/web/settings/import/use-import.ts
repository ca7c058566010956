import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportReading, RefusedRow } from '../../../domain/import/import-item.ts'
import { limits } from '../../../domain/limits.ts'
import { newId } from '../../rpc/new-id.ts'
import { problemOf } from '../../rpc/problem.ts'
import { withRetry } from '../../rpc/retry.ts'
import { useTRPC, useTRPCClient } from '../../rpc/trpc.ts'
import { useSettings } from '../../shell/me.ts'

type KeyState = 'new' | 'present' | 'deleted'
export type Preview = {
  file: string
  reading: ImportReading
  states: readonly KeyState[]
  /** How many more tasks the user may have. */
  room: number
}
export type ImportStep =
  | { at: 'start'; problem: string | null }
  | { at: 'reading' }
  | { at: 'preview'; preview: Preview }
  | { at: 'running'; done: number; total: number }
  | { at: 'done'; created: number; refused: RefusedRow[]; problem: string | null }

export const countOf = ({ states }: Preview, state: KeyState): number => states.filter((each) => each === state).length

/** A request carries at most this much, well below what the server takes. */
const batchCharacters = 400_000

export function useImport() {
  const api = useTRPCClient()
  const queries = useTRPC()
  const cache = useQueryClient()
  const { timeZone, weekStart } = useSettings()
  const [step, setStep] = useState<ImportStep>({ at: 'start', problem: null })

  const open = async (file: File) => {
    setStep({ at: 'reading' })
    try {
      // The readers and their libraries are needed by nobody else.
      const { readImportFile } = await import('./read-file.ts')
      if (file.size > limits.importFileBytes * 2) return setStep({ at: 'start', problem: 'This file is too large.' })
      const bytes = new Uint8Array(await file.arrayBuffer())
      const context = { now: new Date().toISOString(), timeZone, weekStart }
      const reading = readImportFile({ name: file.name, bytes }, context)
      const states: KeyState[] = []
      let room = 0
      for (let from = 0; from === 0 || from < reading.items.length; from += limits.importKeys) {
        const keys = reading.items.slice(from, from + limits.importKeys).map(({ key }) => key)
        const checked = await withRetry(() => api.imports.check.mutate({ source: reading.source, keys }))
        states.push(...checked.states)
        room = checked.room
      }
      setStep({ at: 'preview', preview: { file: file.name, reading, states, room } })
    } catch (error) {
      const own = error instanceof Error && error.constructor.name !== 'TRPCClientError'
      setStep({ at: 'start', problem: own ? error.message : problemOf(error).message })
    }
  }

  const run = async ({ reading: { source, items }, states }: Preview, bringBack: boolean) => {
    const chosen = items.filter((_, index) => states[index] === 'new' || (bringBack && states[index] === 'deleted'))
    const importId = newId()
    const refused: RefusedRow[] = []
    let [created, done] = [0, 0]
    let problem: string | null = null
    for (const batch of batchesOf(chosen)) {
      setStep({ at: 'running', done, total: chosen.length })
      const call = { mutationId: newId(), importId, source, items: batch, bringBack }
      try {
        const result = await withRetry(() => api.imports.run.mutate(call))
        created += result.created
        for (const { key, reason } of result.refused)
          refused.push({ row: '', title: batch.find((item) => item.key === key)?.title ?? '', reason })
      } catch (error) {
        problem = problemOf(error).message
        break
      }
      done += batch.length
    }
    setStep({ at: 'done', created, refused, problem })
    void cache.invalidateQueries(queries.tasks.pathFilter())
    void cache.invalidateQueries(queries.imports.pathFilter())
  }

  return { step, open, run, reset: () => setStep({ at: 'start', problem: null }) }
}

function* batchesOf<T extends object>(items: readonly T[]): Generator<T[]> {
  let batch: T[] = []
  let size = 0
  for (const item of items) {
    const length = JSON.stringify(item).length
    if (batch.length === limits.importBatch || (batch.length > 0 && size + length > batchCharacters)) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(item)
    size += length
  }
  if (batch.length > 0) yield batch
}
