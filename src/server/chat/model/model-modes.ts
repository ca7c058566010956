import { type ModelMode, modelModeSchema } from '../../../domain/model-mode.ts'
import { changeAsUser } from '../../database/change-as-user.ts'
import type { Database } from '../../database/client.ts'

export type ModelModes = {
  installation: ModelMode
  /** A user's own choice; null: as the installation does. */
  choiceOf(userId: string): Promise<ModelMode | null>
  modeOf(userId: string): Promise<ModelMode>
  choose(change: { userId: string; mutationId: string; mode: ModelMode | null }): Promise<{ mode: ModelMode | null }>
}

export function createModelModes(database: Database, installation: ModelMode): ModelModes {
  const choiceOf = async (userId: string): Promise<ModelMode | null> => {
    const profile = await database.withUser(userId, (tx) => tx.profile.findUnique({ where: { userId } }))
    return modelModeSchema
      .nullable()
      .catch(null)
      .parse(profile?.modelMode ?? null)
  }
  return {
    installation,
    choiceOf,
    modeOf: async (userId) => (await choiceOf(userId)) ?? installation,
    choose: ({ userId, mutationId, mode }) =>
      changeAsUser(database, { userId, mutationId, kind: 'model.choose' }, async (tx) => {
        await tx.profile.update({ where: { userId }, data: { modelMode: mode } })
        return { mode }
      }),
  }
}
