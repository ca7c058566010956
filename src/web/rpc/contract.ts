import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from './router-type.ts'

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>

/** Who is signed in, and what this server allows. */
export type Me = Outputs['me']['get']
export type User = NonNullable<Me['user']>
export type Conversation = Outputs['chat']['conversations'][number]
export type ChangeResult = Outputs['tasks']['create']
export type TaskPage = Outputs['tasks']['list']
export type TaskCounts = Outputs['tasks']['counts']
export type Destinations = Outputs['destinations']['list']
export type NotificationPage = Outputs['notifications']['list']
export type LiveUpdate =
  Outputs['live']['updates'] extends AsyncIterable<infer Item>
    ? Item extends { data: infer Data }
      ? Data
      : Item
    : never
export type TaskListInput = NonNullable<Inputs['tasks']['list']>
export type BulkAction = Inputs['tasks']['bulk']['action']
export type TaskPatchInput = Inputs['tasks']['update']['patch']
export type TaskCreateInput = Inputs['tasks']['create']['task']
