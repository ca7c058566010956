import { expect, test } from '@playwright/test'
import { chat } from './pages/chat.ts'
import { entry } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

test.beforeEach(async ({ page }) => {
  await entry(page).continueAsGuest()
})

test('what is due is listed', async ({ page }) => {
  await chat(page).say('buy milk today')
  await chat(page).say('clean the gutters next month')
  const answer = await chat(page).say("what's due today?")
  await expect(answer).toContainText('buy milk')
  await expect(answer).not.toContainText('gutters')
})

test('a task is completed by name, and undo brings it back', async ({ page }) => {
  await chat(page).say('buy milk tomorrow')
  const completed = await chat(page).say('mark buy milk as done')
  await expect(completed.getByRole('checkbox', { name: 'Reopen: buy milk' })).toBeVisible()
  const undone = await chat(page).say('undo')
  await expect(undone).not.toBeEmpty()
  await tasks(page).show()
  await expect(tasks(page).checkbox('buy milk')).not.toBeChecked()
})

test('the undo button of an answer takes its change back', async ({ page }) => {
  const answer = await chat(page).say('buy stamps tomorrow')
  await answer.getByRole('button', { name: 'Undo' }).click()
  await expect(answer.getByRole('button', { name: 'Undone' })).toBeVisible()
  await tasks(page).show()
  await expect(tasks(page).row('buy stamps')).toBeHidden()
})

test('a deletion asks first: no keeps the task, yes removes it', async ({ page }) => {
  await chat(page).say('buy milk tomorrow')
  await chat(page).say('delete buy milk')
  const { pane, answers } = chat(page)
  await pane.getByRole('button', { name: 'No', exact: true }).click()
  await expect(answers).toHaveCount(3)
  await tasks(page).show()
  await expect(tasks(page).row('buy milk')).toBeVisible()

  await chat(page).say('delete buy milk')
  await pane.getByRole('button', { name: 'Yes', exact: true }).click()
  await expect(answers).toHaveCount(5)
  await tasks(page).show()
  await expect(tasks(page).row('buy milk')).toBeHidden()
})

test('a card in an answer shows the task as it is now', async ({ page }) => {
  const answer = await chat(page).say('paint the fence on Saturday')
  await answer.getByRole('checkbox', { name: 'Complete: paint the fence' }).click()
  await expect(answer.getByRole('checkbox', { name: 'Reopen: paint the fence' })).toBeVisible()
  await tasks(page).show()
  await expect(tasks(page).row('paint the fence')).toBeHidden()
})
