import { expect, test } from '@playwright/test'
import { createTask } from './pages/api.ts'
import { dayIn } from './pages/day.ts'
import { entry } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

test.beforeEach(async ({ page }) => {
  await entry(page).continueAsGuest()
})

test('a task is dragged to a day in the list, keeps its time, and undo takes it back', async ({ page }) => {
  await createTask(page, { title: 'Dentist', due: { date: dayIn(0), time: '23:50' }, timeZone: 'Europe/Berlin' })
  const { panel, row, undo } = tasks(page)
  await expect(row('Dentist')).toContainText('Today 23:50')
  const from = await row('Dentist').boundingBox()
  if (from === null) throw new Error('there is no row')
  await page.mouse.move(from.x + 60, from.y + 12)
  await page.mouse.down()
  await page.mouse.move(from.x + 70, from.y + 30, { steps: 4 })
  const target = panel.getByRole('list', { name: 'Move to' }).getByRole('listitem').filter({ hasText: 'Tomorrow' })
  await expect(target).toBeVisible()
  await target.hover()
  await page.mouse.up()
  await expect(row('Dentist')).toContainText('Tomorrow 23:50')
  await expect(panel.getByRole('list', { name: 'Move to' })).toBeHidden()
  await undo('Moved')
  await expect(row('Dentist')).toContainText('Today 23:50')
})

test('a task is dragged to another day in the calendar', async ({ page }) => {
  await createTask(page, { title: 'Call the bank', due: { date: dayIn(0), time: null } })
  const { panel, row } = tasks(page)
  await panel.getByRole('button', { name: 'Show as a calendar' }).click()
  await expect(row('Call the bank')).toBeVisible()
  const target = panel.locator(`[data-day="${dayIn(1)}"]`)
  await row('Call the bank').dragTo(target, { sourcePosition: { x: 60, y: 12 } })
  await expect(panel.getByText('Nothing is due.')).toBeVisible()
  await target.click()
  await expect(row('Call the bank')).toBeVisible()
})
