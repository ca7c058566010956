import { expect, type Locator, type Page, test } from '@playwright/test'
import { createTask } from './pages/api.ts'
import { entry } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

/** Draws a finger over the middle of an element, as the browser gets it from a screen. */
async function draw(page: Page, element: Locator, by: { x: number; y: number }): Promise<void> {
  const box = await element.boundingBox()
  if (box === null) throw new Error('there is nothing to swipe')
  const from = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const session = await page.context().newCDPSession(page)
  const steps = 10
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] })
  for (let step = 1; step <= steps; step++) {
    const point = { x: from.x + (by.x * step) / steps, y: from.y + (by.y * step) / steps }
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] })
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 780 } })

test('a row is swiped to complete or to snooze it, and undo takes it back', async ({ page }) => {
  await entry(page).continueAsGuest()
  for (const title of ['Water the fern', 'Feed the cat']) await createTask(page, { title })
  const { row, show, undo } = tasks(page)
  await show()
  await draw(page, row('Water the fern'), { x: 40, y: 0 })
  await expect(row('Water the fern').getByRole('checkbox')).not.toBeChecked()
  await draw(page, row('Water the fern'), { x: 150, y: 4 })
  await expect(row('Water the fern')).toBeHidden()
  await undo('Completed')
  await expect(row('Water the fern')).toBeVisible()
  await draw(page, row('Feed the cat'), { x: -150, y: 4 })
  await expect(row('Feed the cat')).toContainText('Snoozed to Tomorrow')
  await undo('Snoozed')
  await expect(row('Feed the cat')).not.toContainText('Snoozed')
})

test('scrolling stays scrolling, also where the finger goes a little aside', async ({ page }) => {
  await entry(page).continueAsGuest()
  const titles = Array.from({ length: 30 }, (_, index) => `Task ${index + 10}`)
  for (const title of titles) await createTask(page, { title })
  const { panel, row, show } = tasks(page)
  await show()
  await expect(row('Task 12')).toBeVisible()
  await draw(page, row('Task 15'), { x: 60, y: -250 })
  const scrolled = () => panel.locator('[data-scroller]').evaluate((list) => list.scrollTop)
  await expect.poll(scrolled).toBeGreaterThan(50)
  await expect(page.getByRole('region', { name: 'Messages' })).toHaveCount(0)
})
