import type { ChangeResult } from '../rpc/contract.ts'
import type { Api } from '../rpc/trpc.ts'
import type { TaskAction } from './task-action.ts'
import type { VersionChain } from './version-chain.ts'

type Sending = { api: Api; versions: VersionChain; mutationId: string }

/** Sends an action under its mutation id; a repeat with the same id changes nothing twice. */
export function sendAction(action: TaskAction, { api, versions, mutationId }: Sending): Promise<ChangeResult> {
  switch (action.kind) {
    case 'create':
      return api.tasks.create.mutate({ mutationId, task: action.task })
    case 'createMany':
      return api.tasks.createMany.mutate({ mutationId, tasks: action.tasks })
    case 'bulk':
      return api.tasks.bulk.mutate({ mutationId, ids: action.ids, action: action.action })
    case 'undo':
      return api.changes.undo.mutate({ mutationId, changeId: action.changeId })
    default: {
      const { id, version } = action.task
      const target = { id, version: versions.latest(id, version) }
      if (action.kind === 'update') {
        return api.tasks.update.mutate({ mutationId, target, patch: action.patch, scope: action.scope ?? 'this' })
      }
      if (action.kind === 'snooze') return api.tasks.snooze.mutate({ mutationId, target, until: action.until })
      return api.tasks[action.kind].mutate({ mutationId, target })
    }
  }
}
