import { expect, test } from '@playwright/test'
import { entry, signedIn } from './pages/entry.ts'
import { holdingProxy } from './pages/holding-proxy.ts'
import { tasks } from './pages/tasks.ts'

test('what was done right before the page was left arrives', async ({ browser, baseURL }) => {
  // biome-ignore lint/suspicious/noSkippedTests: only where it cannot work
  test.skip(baseURL?.startsWith('https:') === true, 'what is encrypted cannot be kept back by its path')
  await using cleanUp = new AsyncDisposableStack()
  const proxy = await holdingProxy('tasks.complete')
  cleanUp.defer(proxy.close)
  const context = await browser.newContext({ proxy: { server: proxy.url, bypass: '<-loopback>' } })
  cleanUp.defer(() => context.close())
  const page = await context.newPage()
  await entry(page).continueAsGuest()
  await tasks(page).add('Take out the cake')
  await tasks(page).checkbox('Take out the cake').click()
  await proxy.arrived
  await page.goto('/healthz')
  expect(await proxy.release()).toBe(1)
  await page.goto('/')
  await signedIn(page)
  await tasks(page).show()
  await expect(page.getByText('Your list is empty')).toBeVisible()
})
