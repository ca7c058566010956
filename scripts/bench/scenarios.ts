import { randomUUID } from 'node:crypto'
import { createStatement, listStatement, type TaskInput } from './statements.ts'

/** Who sends requests: what the product's session is to know them by, and the id the database knows them by. */
export type LoadUser = { id: string; cookie: string }

/** `ours`: the product's API; `raw`: the same statement to the raw server. Connections share `users` in turn. */
export type Scenario = { call: 'create' | 'list'; path: 'ours' | 'raw'; users: LoadUser[]; origin: string }

export type LoadRequest = { method: 'GET' | 'POST'; path: string; headers: Record<string, string>; body?: string }

const listInput = { filter: { status: ['open'] }, limit: 50 }
const newTask = (): TaskInput => ({
  title: 'Water the plants on the balcony and in the kitchen',
  priority: 'high',
  tags: ['home'],
  due: { date: '2030-05-17', time: '09:00' },
})

/** The next request of one connection. */
export function makeRequest({ call, path, users, origin }: Scenario, connection: number): LoadRequest {
  const user = users[connection % users.length]
  if (user === undefined) throw new Error('a scenario without users')
  const json = { 'content-type': 'application/json' }
  if (path === 'raw') {
    const { values } = call === 'create' ? createStatement(user.id, newTask()) : listStatement(user.id, listInput)
    return { method: 'POST', path: `/${call}`, headers: json, body: JSON.stringify(values) }
  }
  const headers = { ...json, origin, cookie: user.cookie }
  if (call === 'create') {
    const body = JSON.stringify({ mutationId: randomUUID(), task: newTask() })
    return { method: 'POST', path: '/api/trpc/tasks.create', headers, body }
  }
  return { method: 'GET', path: `/api/trpc/tasks.list?input=${encodeURIComponent(JSON.stringify(listInput))}`, headers }
}

/** The statements behind raw requests, by path. */
export const rawStatements = (userId: string): Record<string, string> => ({
  '/create': createStatement(userId, newTask()).text,
  '/list': listStatement(userId, listInput).text,
})
