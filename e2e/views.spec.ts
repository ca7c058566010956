import { expect, test } from '@playwright/test'
import { createTask } from './pages/api.ts'
import { dayIn } from './pages/day.ts'
import { entry } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

test.beforeEach(async ({ page }) => {
  await entry(page).continueAsGuest()
})

test('filters are kept as a view of one’s own, used again and deleted', async ({ page }) => {
  await createTask(page, { title: 'File the taxes', priority: 'urgent' })
  await createTask(page, { title: 'Sort the photos', priority: 'low' })
  const { panel, row, show, openFilter } = tasks(page)
  await show()
  const dialog = await openFilter()
  await dialog.getByText('Urgent', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Show tasks' }).click()
  await panel.getByRole('button', { name: 'Save this view' }).click()
  await panel.getByRole('textbox', { name: 'Name of this view' }).fill('Burning')
  await panel.getByRole('textbox', { name: 'Name of this view' }).press('Enter')
  await expect(panel.getByRole('button', { name: 'Burning', exact: true })).toHaveAttribute('aria-pressed', 'true')

  await page.goto('/')
  await show()
  await expect(row('Sort the photos')).toBeVisible()
  await panel.getByRole('button', { name: 'Burning', exact: true }).click()
  await expect(row('Sort the photos')).toBeHidden()
  await expect(row('File the taxes')).toBeVisible()
  await panel.getByRole('button', { name: 'Delete the view Burning' }).click()
  await expect(panel.getByRole('button', { name: 'Burning', exact: true })).toBeHidden()
})

test('the calendar shows a day’s tasks and moves by keyboard', async ({ page }) => {
  await createTask(page, { title: 'Due today', due: { date: dayIn(0), time: null } })
  await createTask(page, { title: 'Due tomorrow', due: { date: dayIn(1), time: '23:30' }, timeZone: 'Europe/Berlin' })
  const { panel, row, show } = tasks(page)
  await show()
  await panel.getByRole('button', { name: 'Show as a calendar' }).click()
  await expect(row('Due today')).toBeVisible()
  await expect(row('Due tomorrow')).toBeHidden()
  const chosen = panel.locator('[data-day][aria-pressed=true]')
  await chosen.focus()
  await page.keyboard.press('ArrowRight')
  await expect(row('Due tomorrow')).toBeVisible()
  await expect(chosen).toBeFocused()
  await expect(chosen).toHaveAttribute('data-day', dayIn(1))
  await page.reload()
  await show()
  await expect(row('Due today')).toBeVisible()
  await panel.getByRole('button', { name: 'Show as a list' }).click()
  await expect(row('Due tomorrow')).toBeVisible()
})
