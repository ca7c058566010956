import { expect, type Page, test } from '@playwright/test'
import { createTask } from './pages/api.ts'
import { weekdayIn } from './pages/day.ts'
import { entry } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

test.beforeEach(async ({ page }) => {
  await entry(page).continueAsGuest()
})

/** A weekly task, in the list. */
async function weekly(page: Page): Promise<void> {
  const recurrence = { rule: 'FREQ=WEEKLY;BYDAY=MO' }
  await createTask(page, { title: 'Water the fern', due: { date: '2099-03-02', time: null }, recurrence })
  await tasks(page).show()
  await expect(tasks(page).row('Water the fern')).toBeVisible()
}

const alsoFuture = (page: Page) => page.getByRole('button', { name: 'Also the future ones' })

test('a change of one occurrence is offered for the future ones, and the next one has it', async ({ page }) => {
  await weekly(page)
  await tasks(page).rename('Water the fern', 'Water the palm')
  await expect(page.getByText('Renamed for this time only')).toBeVisible()
  await alsoFuture(page).click()
  await expect(page.getByText('Renamed from now on')).toBeVisible()
  await expect(alsoFuture(page)).toBeHidden()
  await tasks(page).checkbox('Water the palm').click()
  await expect(tasks(page).row('Water the palm')).toContainText('9 Mar 2099')
})

test('a change of one occurrence stays with it', async ({ page }) => {
  await weekly(page)
  await tasks(page).rename('Water the fern', 'Water the palm')
  await expect(alsoFuture(page)).toBeVisible()
  await tasks(page).checkbox('Water the palm').click()
  await expect(tasks(page).row('Water the fern')).toContainText('9 Mar 2099')
})

test('a task moved by its date menu takes the series along when asked, and undo brings both back', async ({ page }) => {
  await weekly(page)
  const row = tasks(page).row('Water the fern')
  await row.getByRole('button', { name: /Change$/ }).click()
  await page.getByRole('menuitem', { name: /^Tomorrow/ }).click()
  await expect(row).toContainText('Tomorrow')
  await alsoFuture(page).click()
  await expect(page.getByText('Moved from now on')).toBeVisible()
  await row.getByRole('button', { name: /^More about/ }).click()
  await page.getByRole('menuitem', { name: 'Details' }).click()
  await expect(page.getByRole('dialog', { name: 'Task' })).toContainText(new RegExp(`every ${weekdayIn(1)}`, 'i'))
})
