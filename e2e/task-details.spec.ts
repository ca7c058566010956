import { expect, type Page, test } from '@playwright/test'
import { createTask } from './pages/api.ts'
import { entry } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

/** The date fields in view that are narrower than what they show; the year is what gets cut off. */
const cutDates = (page: Page) =>
  page.getByRole('dialog').evaluate((dialog) =>
    [...dialog.querySelectorAll<HTMLInputElement>('input[type=date], input[type=time], input[type=datetime-local]')]
      .filter((input) => {
        const { width } = input.getBoundingClientRect()
        input.style.width = 'max-content'
        const needed = input.getBoundingClientRect().width
        input.style.width = ''
        return needed > width + 0.5
      })
      .map((input) => input.labels?.[0]?.textContent ?? input.ariaLabel),
  )

test('dates and times have room for all of their digits', async ({ page }) => {
  await entry(page).continueAsGuest()
  const recurrence = { rule: 'FREQ=WEEKLY;UNTIL=20991231' }
  await createTask(page, { title: 'Read the meter', due: { date: '2028-12-30', time: '20:00' }, recurrence })
  await tasks(page).show()
  await tasks(page)
    .row('Read the meter')
    .getByRole('button', { name: /^More about/ })
    .click()
  await page.getByRole('menuitem', { name: 'Details' }).click()
  const drawer = page.getByRole('dialog', { name: 'Task' })
  await drawer.getByRole('button', { name: 'Change…' }).click()
  await expect(drawer.getByLabel('Last day')).toBeVisible()
  await drawer.getByRole('button', { name: 'At a fixed time' }).click()
  expect(await cutDates(page)).toEqual([])
  await drawer.getByRole('button', { name: 'Close' }).click()
  await tasks(page).openFilter()
  expect(await cutDates(page)).toEqual([])
})
