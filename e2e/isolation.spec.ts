import { expect, test } from '@playwright/test'
import { createTask, query } from './pages/api.ts'
import { chat } from './pages/chat.ts'
import { entry, newCredentials } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

test('two users never see each other’s tasks', async ({ page, browser }) => {
  await entry(page).signUp(newCredentials('Ada'))
  const elsewhere = await browser.newContext()
  const stranger = await elsewhere.newPage()
  await entry(stranger).signUp(newCredentials('Eve'))

  const secret = await createTask(page, { title: 'Plan the surprise party', tags: ['party'] })
  await tasks(page).show()
  await expect(tasks(page).row('Plan the surprise party')).toBeVisible()

  await tasks(stranger).show()
  await expect(tasks(stranger).panel).toContainText('Your list is empty')
  await tasks(stranger).search('party')
  await expect(tasks(stranger).panel).toContainText('No task matches')
  const found = await chat(stranger).say('find surprise party')
  await expect(found).not.toContainText('Plan the surprise party')

  const direct = await query(stranger, 'tasks.get', { id: secret.id })
  expect(direct.status).toBe(404)
  expect(direct.text).not.toContain('surprise')
  const several = await query(stranger, 'tasks.byIds', { ids: [secret.id] })
  expect(several.text).not.toContain('surprise')
  await elsewhere.close()
})

test('what needs a session is refused without one', async ({ page }) => {
  await page.goto('/')
  const refused = await query(page, 'tasks.list', {})
  expect(refused.status).toBe(401)
})
