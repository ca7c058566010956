import { expect, test } from '@playwright/test'
import { chat } from './pages/chat.ts'
import { entry } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

test('a guest says what to do and finds it as a card and in the list', async ({ page }) => {
  await entry(page).continueAsGuest()
  const answer = await chat(page).say('remind me to call mum tomorrow at 9')
  await expect(answer).toContainText(/call mum/i)
  await expect(answer.getByRole('checkbox', { name: 'Complete: call mum' })).toBeVisible()
  await expect(answer).toContainText(/tomorrow/i)

  const list = tasks(page)
  await list.show()
  await expect(list.row('call mum')).toContainText(/tomorrow.*09:00/i)
})

test('a message that is not understood gets an answer that helps, and creates nothing', async ({ page }) => {
  await entry(page).continueAsGuest()
  const answer = await chat(page).say('xyzzy?')
  await expect(answer).not.toHaveText(/^Assistant:$/)
  await tasks(page).show()
  await expect(tasks(page).panel).toContainText('Your list is empty')
})

test('markup and quotes in a title are shown as they were typed', async ({ page }) => {
  await entry(page).continueAsGuest()
  const title = `<img src=x onerror="document.title='owned'"> '; DROP TABLE task; --`
  await tasks(page).add(title)
  await page.reload()
  await tasks(page).show()
  await expect(tasks(page).row(title)).toBeVisible()
  await expect(page).not.toHaveTitle('owned')
})
