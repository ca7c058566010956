import { expect, test } from 'vitest'
import { rolloutProblems, unreadyPods } from './verify-cluster.ts'

const pod = (name: string, containers: Record<string, boolean>, more = {}) => ({
  metadata: { name, ...more },
  status: { containerStatuses: Object.entries(containers).map(([container, ready]) => ({ name: container, ready })) },
})
const answer = (...items: object[]) => JSON.stringify({ items })

test('a pod is ready with its sidecar, or not', () => {
  expect(unreadyPods(answer(pod('web-1', { web: true, daprd: true })))).toEqual([])
  expect(unreadyPods(answer(pod('web-1', { web: true, daprd: false })))).toEqual(['pod web-1: daprd is not ready'])
  expect(unreadyPods(answer({ metadata: { name: 'web-1' }, status: {} }))).toEqual(['pod web-1 has not started'])
})

test('pods that are on their way out do not count', () => {
  expect(unreadyPods(answer(pod('old', { web: false }, { deletionTimestamp: '2027-01-01T00:00:00Z' })))).toEqual([])
})

test('a rollout that does not end is told by the first that hangs', () => {
  const asked: string[] = []
  const kubectl = (args: readonly string[]) => {
    asked.push(args.join(' '))
    if (args[2] === 'deployment/server') throw new Error('timed out waiting for the condition')
    return answer()
  }
  expect(rolloutProblems(kubectl)).toEqual(['timed out waiting for the condition'])
  expect(asked).toEqual([
    'rollout status deployment/web --timeout=300s',
    'rollout status deployment/server --timeout=300s',
  ])
})
