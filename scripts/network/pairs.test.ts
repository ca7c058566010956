import { describe, expect, test } from 'vitest'
import { podLabels } from '../../infra/app/names.ts'
import { contradictions, destinations, type Pair, pairsOf } from './pairs.ts'
import { stackPolicies } from './stack-policies.ts'

const pod = (namespace: string, name: string, ...ports: { port: number; name?: string }[]) => ({
  name,
  namespace,
  labels: podLabels(name),
  ip: '10.244.0.9',
  ports,
})
const pods = [
  pod('todo-app', 'web', { port: 3000, name: 'http' }, { port: 50_002 }),
  pod('todo-app', 'server', { port: 3000, name: 'http' }, { port: 50_002 }),
  pod('todo-app', 'notifications', { port: 3000, name: 'http' }),
  pod('postgres', 'database-1', { port: 5432 }),
  pod('kafka', 'redpanda-0', { port: 9093 }),
]

/** Who may reach a destination, by name. */
async function callers(destination: string): Promise<string[]> {
  const pairs = pairsOf(await stackPolicies('minikube'), destinations(pods))
  return pairs.filter((pair) => pair.allowed && pair.destination.name === destination).map(({ source }) => source.name)
}

describe('by the policies of the stack', () => {
  test.each([
    ['todo-app/server:50002', ['web', 'notifications', 'recurring']],
    ['todo-app/server:3000', []],
    ['todo-app/web:3000', []],
    ['todo-app/web:50002', []],
    ['todo-app/notifications:3000', []],
    ['postgres/database-1:5432', ['server', 'notifications', 'recurring', 'migrate']],
    ['kafka/redpanda-0:9093', ['server', 'notifications', 'recurring', 'topics']],
    ["the cloud's metadata", ['outsider']],
    ['the internet at 443', ['notifications', 'outsider']],
    ['the internet at 53', ['outsider']],
  ])('%s is reached by %j alone', async (destination, expected) => {
    expect(await callers(destination)).toEqual(expected)
  })
})

describe('what is seen', () => {
  const pair = (allowed: boolean, destination = destinations(pods)[0]): Pair => {
    if (destination === undefined) throw new Error('no destination')
    return { source: { name: 'web', namespace: 'todo-app', labels: {} }, destination, allowed }
  }
  const internet = destinations([])[0]

  test('must be what the policies say, both ways', () => {
    expect(
      contradictions([
        { pair: pair(true), seen: 'open' },
        { pair: pair(false), seen: 'closed' },
      ]),
    ).toEqual([])
    expect(contradictions([{ pair: pair(true), seen: 'closed' }])).toEqual([
      'web → todo-app/web:3000 is closed, should be open',
    ])
    expect(contradictions([{ pair: pair(false), seen: 'open' }])).toEqual([
      'web → todo-app/web:3000 is open, should be closed',
    ])
  })

  test('of the internet, which may not be there, only openings count unless somebody got through', () => {
    const lost = { pair: pair(true, internet), seen: 'closed' as const }
    expect(contradictions([lost])).toEqual([])
    expect(contradictions([lost, { pair: pair(true, internet), seen: 'open' }])).toHaveLength(1)
    expect(contradictions([{ pair: pair(false, internet), seen: 'open' }])).toHaveLength(1)
  })
})
