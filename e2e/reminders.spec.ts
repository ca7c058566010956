import { expect, type Page, test } from '@playwright/test'
import { createTask, inSeconds } from './pages/api.ts'
import { dayIn } from './pages/day.ts'
import { entry } from './pages/entry.ts'
import { notifications } from './pages/notifications.ts'
import { tasks } from './pages/tasks.ts'

/** Creates a task whose reminder fires within seconds, and waits for it at the bell. */
async function remind(page: Page, title: string, more: object = {}): Promise<void> {
  await createTask(page, { title, reminders: [{ kind: 'absolute', at: inSeconds(3) }], ...more })
  await expect(notifications(page).unread).toBeVisible({ timeout: 15_000 })
  await notifications(page).show()
  await expect(notifications(page).about(title)).toBeVisible()
}

test.beforeEach(async ({ page }) => {
  await entry(page).continueAsGuest()
})

test('a reminder arrives without a reload, and Done completes its task', async ({ page }) => {
  await remind(page, 'Take the cake out of the oven')
  await notifications(page).about('Take the cake').getByRole('button', { name: 'Done' }).click()
  // Not by leaving the page, which would cut off what was just sent; the list changes when the server has answered.
  await tasks(page).show()
  await expect(page.getByText('Your list is empty')).toBeVisible()
})

test('Snooze keeps the task and shows until when', async ({ page }) => {
  await remind(page, 'Ring the plumber')
  await notifications(page)
    .about('Ring the plumber')
    .getByRole('button', { name: /^Snooze/ })
    .click()
  await page.getByRole('menuitem').filter({ visible: true }).first().click()
  await tasks(page).show()
  await expect(tasks(page).row('Ring the plumber')).toContainText('Snoozed to')
})

test('Skip passes over one occurrence, and the next takes its place', async ({ page }) => {
  const date = dayIn(1)
  await remind(page, 'Take out the bins', { due: { date, time: '07:00' }, recurrence: { rule: 'FREQ=WEEKLY' } })
  await notifications(page).about('Take out the bins').getByRole('button', { name: /^Skip/ }).click()
  await tasks(page).show()
  await expect(tasks(page).row('Take out the bins')).toHaveCount(1)
  await expect(tasks(page).row('Take out the bins')).not.toContainText(/tomorrow/i)
})
