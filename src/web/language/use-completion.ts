import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { limits } from '../../domain/limits.ts'
import { dueInstant } from '../../domain/time/due.ts'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useSettings } from '../shell/me.ts'
import { dueWords } from '../time/due-words.ts'
import { useReader } from '../time/reader.ts'
import { type Completion, completionAt } from './completion.ts'
import { slashCompletion, taskBegun } from './slash-commands.ts'
import { useUnderstand } from './use-understanding.ts'

const tasksShown = 6

/** What a text can go on with at the caret. `commands`: a text may be a command. */
export function useCompletion(text: string, caret: number, commands: boolean): Completion | null {
  const queries = useTRPC()
  const { data: counts } = useQuery(queries.tasks.counts.queryOptions())
  const understand = useUnderstand(true)
  const { timeZone, weekStart } = useSettings()
  const reader = useReader()
  const begun = commands ? taskBegun(text) : null
  const titles = useTitles(begun?.search ?? null)
  return useMemo(() => {
    if (commands && text.startsWith('/')) {
      if (begun === null) return slashCompletion(text, caret)
      const options = titles
        .filter(({ title }) => title !== begun.search)
        .map((task) => ({ insert: task.title, label: task.title, hint: dueWords(task, reader)?.short ?? '' }))
      return options.length === 0 ? null : { from: begun.from, to: text.length, options, firm: false }
    }
    const meaningOf = (phrase: string) => {
      const [command] = understand?.(`x ${phrase}`, { now: reader.now, timeZone, weekStart }).commands ?? []
      if (command?.kind !== 'create' || command.task.due === null) return null
      const { due } = command.task
      const dueAt = dueInstant(due, timeZone)
      return dueWords({ due, dueAt, timeZone, status: 'done' }, reader)?.short ?? null
    }
    return completionAt(text, caret, { tags: counts?.tags ?? [], meaningOf })
  }, [commands, text, caret, begun, titles, understand, reader, timeZone, weekStart, counts])
}

function useTitles(search: string | null) {
  const api = useTRPCClient()
  const { data } = useQuery({
    queryKey: ['titles', search],
    queryFn: ({ signal }) =>
      api.tasks.list.query(
        {
          filter: {
            status: ['open'],
            ...(search !== null && search !== '' && { search: search.slice(0, limits.searchLength) }),
          },
          limit: tasksShown,
        },
        { signal },
      ),
    enabled: search !== null,
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  return useMemo(() => (search === null ? [] : (data?.items ?? [])), [search, data])
}
