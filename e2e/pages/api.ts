import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import type { z } from 'zod'
import type { Task } from '../../src/domain/task.ts'
import type { taskCreateSchema } from '../../src/domain/task-input.ts'

/** Creates a task through the API with the session of `page`, as another client of the same user would. */
export async function createTask(page: Page, task: z.input<typeof taskCreateSchema>): Promise<Task> {
  const origin = new URL(page.url()).origin
  const response = await page.request.post(`${origin}/api/trpc/tasks.create`, {
    data: { mutationId: randomUUID(), task },
    headers: { origin },
  })
  expect(response.ok(), await response.text()).toBe(true)
  const answer = (await response.json()) as { result: { data: { tasks: Task[] } } }
  const [created] = answer.result.data.tasks
  if (!created) throw new Error('the API told of no task')
  return created
}

/** What the API answers `page` for a query: its status, and its data or error as text. */
export async function query(page: Page, procedure: string, input: object): Promise<{ status: number; text: string }> {
  const url = `${new URL(page.url()).origin}/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`
  const response = await page.request.get(url)
  return { status: response.status(), text: await response.text() }
}

export const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString()
