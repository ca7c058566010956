import { expect, test } from 'vitest'
import { taskCreateSchema } from '../../domain/task-input.ts'
import { demoTasks } from './demo-tasks.ts'

test('every demo task is one that the product accepts, over a month', () => {
  const tasks = demoTasks('2028-02-29', 'Europe/Berlin')
  for (const { task } of tasks) expect(taskCreateSchema.safeParse(task).error).toBeUndefined()
  const dates = tasks.flatMap(({ task }) => task.due?.date ?? []).sort()
  expect([dates[0], dates.at(-1)]).toEqual(['2028-02-14', '2028-03-15'])
  expect(tasks.some(({ done }) => done)).toBe(true)
})
