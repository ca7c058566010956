import { expect, type Page, test } from '@playwright/test'
import { createTask } from './pages/api.ts'
import { chat } from './pages/chat.ts'
import { entry, signedIn } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

/** A guest with one task, whose page this device can open without a connection. */
async function prepare(page: Page): Promise<void> {
  await entry(page).continueAsGuest()
  await tasks(page).add('Water the fern')
  await page.evaluate(() => navigator.serviceWorker.ready)
  // A second visit goes through the worker, which then has everything that the page loads.
  await page.reload()
  await signedIn(page)
  await tasks(page).show()
  await expect(tasks(page).row('Water the fern')).toBeVisible()
}

test('the page opens without a connection, shows the tasks, and catches up', async ({ page, context }) => {
  await prepare(page)
  await page.waitForFunction(() => localStorage.getItem('saved-data')?.includes('Water the fern'))

  await context.setOffline(true)
  await page.reload()
  await signedIn(page)
  await tasks(page).show()
  await expect(tasks(page).row('Water the fern')).toBeVisible()
  await expect(page.getByText('No connection to the server')).toBeVisible()

  await context.setOffline(false)
  await createTask(page, { title: 'Feed the cat' })
  await expect(tasks(page).row('Feed the cat')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('No connection to the server')).toBeHidden()
})

test('nothing of a user stays on a device they have left', async ({ page }) => {
  await entry(page).continueAsGuest()
  await tasks(page).add('A secret')
  await page.waitForFunction(() => localStorage.getItem('saved-data')?.includes('A secret'))
  await page.context().clearCookies()
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Continue as guest' })).toBeVisible()
  await page.waitForFunction(() => localStorage.getItem('saved-data') === null)
})

test('the page can be installed', async ({ page }) => {
  await page.goto('/')
  const href = await page.locator('link[rel=manifest]').getAttribute('href')
  const manifest = await (await page.request.get(href ?? '')).json()
  expect(manifest).toMatchObject({ start_url: '/', display: 'standalone' })
  for (const { src } of manifest.icons) expect((await page.request.get(src)).ok()).toBe(true)
})

test('what is done without a connection waits in view, survives a reload, and counts once', async ({
  page,
  context,
}) => {
  test.setTimeout(120_000)
  await prepare(page)
  // What changes tasks is fetched with the first change, and kept from then on.
  await tasks(page).add('Feed the cat')
  await page.waitForFunction(() => localStorage.getItem('saved-data')?.includes('Feed the cat'))

  await context.setOffline(true)
  await tasks(page).checkbox('Water the fern').click()
  await tasks(page).panel.getByRole('textbox', { name: 'Add a task' }).fill('Buy bread')
  await tasks(page).panel.getByRole('textbox', { name: 'Add a task' }).press('Enter')
  const waiting = page.getByText('Waiting to be sent')
  await expect(waiting).toContainText('Completed “Water the fern”', { timeout: 30_000 })
  await expect(waiting).toContainText('Added “Buy bread”', { timeout: 30_000 })
  await page.reload()
  await signedIn(page)
  await expect(waiting).toContainText('Buy bread')

  await context.setOffline(false)
  await expect(waiting).toBeHidden({ timeout: 30_000 })
  await tasks(page).show()
  await expect(tasks(page).row('Buy bread')).toHaveCount(1)
  await expect(tasks(page).row('Water the fern')).toBeHidden()
})

test('what is written in the chat without a connection waits in view, survives a reload, and is answered once', async ({
  page,
  context,
}) => {
  test.setTimeout(120_000)
  await prepare(page)
  await chat(page).say('buy oranges tomorrow')
  await page.waitForFunction(() => localStorage.getItem('saved-data')?.includes('oranges'))
  // What is shown beside a message that waits comes from the device as well.
  await expect
    .poll(() =>
      page.evaluate(async () => {
        for (const name of await caches.keys()) {
          const cache = await caches.open(name)
          for (const { url } of await cache.keys())
            if ((await (await cache.match(url))?.text())?.includes('Waits on this device')) return true
        }
        return false
      }),
    )
    .toBe(true)
  await context.setOffline(true)
  const { pane, answers } = chat(page)
  const field = pane.getByRole('textbox', { name: 'Message' })
  for (const text of ['buy apples tomorrow', 'buy pears tomorrow']) {
    await field.fill(text)
    await field.press('Enter')
  }
  const waiting = pane.getByText('Waits on this device')
  await expect(waiting).toHaveCount(2)
  await page.reload()
  await signedIn(page)
  await expect(waiting).toHaveCount(2)
  await expect(pane.getByText('buy apples tomorrow')).toBeVisible()

  await context.setOffline(false)
  await expect(waiting).toHaveCount(0, { timeout: 30_000 })
  await expect(answers).toHaveCount(3)
  await expect(answers.nth(1)).toContainText('apples')
  await tasks(page).show()
  await expect(tasks(page).row('buy apples')).toHaveCount(1)
  await expect(tasks(page).row('buy pears')).toHaveCount(1)
})
