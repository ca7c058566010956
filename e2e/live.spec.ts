import { expect, test } from '@playwright/test'
import { chat } from './pages/chat.ts'
import { entry, newCredentials, signedIn } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

/** From the product's answer to one tab until the other shows it. */
const withinMs = 1_000

test('two tabs of one user see each other’s changes within a second', async ({ page, context }) => {
  await entry(page).continueAsGuest()
  const other = await context.newPage()
  await other.goto('/')
  await signedIn(other)
  await tasks(other).show()

  await tasks(page).add('Book the train')
  await expect(tasks(other).row('Book the train')).toBeVisible({ timeout: withinMs })

  await tasks(other).rename('Book the train', 'Book the night train')
  await expect(tasks(other).row('Book the night train')).toBeVisible()
  await expect(tasks(page).row('Book the night train')).toBeVisible({ timeout: withinMs })

  await chat(page).say('mark book the night train as done')
  await expect(tasks(other).row('Book the night train')).toBeHidden({ timeout: withinMs })
})

test('a change made while a tab was offline appears when it is back', async ({ page, browser }) => {
  const credentials = newCredentials()
  await entry(page).signUp(credentials)
  await tasks(page).show()

  await page.context().setOffline(true)
  const elsewhere = await browser.newContext()
  const other = await elsewhere.newPage()
  await other.goto('/')
  await entry(other).signIn(credentials)
  await signedIn(other)
  await tasks(other).add('Pick up the parcel')
  await expect(tasks(page).row('Pick up the parcel')).toBeHidden()

  await page.context().setOffline(false)
  await expect(tasks(page).row('Pick up the parcel')).toBeVisible({ timeout: 40_000 })
  await elsewhere.close()
})
