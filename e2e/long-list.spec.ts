import { expect, type Page, test } from '@playwright/test'
import { createTask } from './pages/api.ts'
import { entry, newCredentials } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

const count = 1_000
const atOnce = 20
const titleOf = (index: number) => `Task ${String(index).padStart(4, '0')}`

async function createMany(page: Page): Promise<void> {
  for (let begin = 0; begin < count; begin += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, (_, index) => createTask(page, { title: titleOf(begin + index) })))
  }
}

test('a long list is scrolled to its end, and only what is near is in the page', async ({ page }) => {
  test.setTimeout(180_000)
  await entry(page).signUp(newCredentials())
  await createMany(page)
  await page.goto('/?sort=title')
  await tasks(page).show()
  await expect(tasks(page).row(titleOf(0))).toBeVisible()
  const last = tasks(page).row(titleOf(count - 1))
  await expect(async () => {
    await tasks(page)
      .panel.locator('[data-scroller]')
      .evaluate((list) => list.scrollTo({ top: list.scrollHeight }))
    await expect(last).toBeInViewport({ timeout: 1_000 })
  }).toPass()
  await expect(async () => {
    expect(await tasks(page).panel.getByRole('listitem').count()).toBeLessThan(400)
  }).toPass()
  await tasks(page)
    .panel.locator('[data-scroller]')
    .evaluate((list) => list.scrollTo({ top: 0 }))
  await expect(tasks(page).row(titleOf(0))).toBeInViewport()
})
