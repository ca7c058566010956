import { expect, test } from '@playwright/test'
import { startProduct, temporaryDataFolder } from '../scripts/product/start-product.ts'
import { freePort } from '../src/local/free-port.ts'
import { createTask, inSeconds } from './pages/api.ts'
import { chat } from './pages/chat.ts'
import { entry, newCredentials, signedIn } from './pages/entry.ts'
import { notifications } from './pages/notifications.ts'
import { tasks } from './pages/tasks.ts'

test('after a restart everything is there, and what came due meanwhile fires', async ({ browser }) => {
  test.setTimeout(180_000)
  await using cleanUp = new AsyncDisposableStack()
  const folder = await temporaryDataFolder()
  cleanUp.defer(folder.remove)
  const options = { port: await freePort('127.0.0.1'), dataDir: folder.path }
  const first = await startProduct(options)
  cleanUp.defer(first.stop)

  const context = await browser.newContext({ baseURL: first.url })
  const page = await context.newPage()
  cleanUp.defer(() => context.close())
  await entry(page).signUp(newCredentials())
  await chat(page).say('pay the rent tomorrow')
  const at = inSeconds(3)
  await createTask(page, { title: 'Turn off the hob', reminders: [{ kind: 'absolute', at }] })
  await first.stop()
  await expect.poll(() => Date.now() > Date.parse(at)).toBe(true)

  const second = await startProduct(options)
  cleanUp.defer(second.stop)
  await page.goto('/')
  await signedIn(page)
  await expect(chat(page).pane).toContainText('pay the rent tomorrow')
  await expect(notifications(page).unread).toBeVisible({ timeout: 20_000 })
  await notifications(page).show()
  await expect(notifications(page).about('Turn off the hob')).toBeVisible()
  await page.goto('/')
  await tasks(page).show()
  await expect(tasks(page).row('pay the rent')).toBeVisible()
})
