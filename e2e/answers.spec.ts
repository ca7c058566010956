import { expect, test } from '@playwright/test'
import { chat } from './pages/chat.ts'
import { entry } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'
import { show } from './pages/workspace.ts'

test.beforeEach(async ({ page }) => {
  await entry(page).continueAsGuest()
})

test('an answer is stopped, and goes on when asked', async ({ page }) => {
  const opened = Promise.withResolvers<void>()
  await page.route('**/api/trpc/chat.send*', async (route) => {
    await opened.promise
    // The browser may have given this one up.
    await route.continue().catch(() => {})
  })
  const { pane, answers } = chat(page)
  await pane.getByRole('textbox', { name: 'Message' }).fill('buy milk tomorrow')
  await pane.getByRole('button', { name: 'Send', exact: true }).click()
  await pane.getByRole('button', { name: 'Stop' }).click()
  await expect(pane.getByText('You stopped this answer')).toBeVisible()
  opened.resolve()
  await pane.getByRole('button', { name: 'Go on' }).click()
  await expect(answers.last().getByRole('checkbox', { name: 'Complete: buy milk' })).toBeVisible()
  await tasks(page).show()
  await expect(tasks(page).row('buy milk')).toHaveCount(1)
})

test('a message is edited: what it did is taken back, and the new text counts', async ({ page }) => {
  await chat(page).say('buy milk tomorrow')
  const { pane, answers } = chat(page)
  await pane.getByRole('button', { name: 'Edit message' }).click()
  const composer = pane.getByRole('textbox', { name: 'Message' })
  await expect(composer).toHaveValue('buy milk tomorrow')
  await expect(composer).toBeFocused()
  await composer.fill('buy oat milk tomorrow')
  await composer.press('Enter')
  await expect(answers).toHaveCount(2)
  await expect(answers.first().getByRole('button', { name: 'Undone' })).toBeVisible()
  await tasks(page).show()
  await expect(tasks(page).row('buy oat milk')).toBeVisible()
  await expect(tasks(page).row('buy milk')).toBeHidden()
})

test('an answer tried again leaves one task, not two', async ({ page }) => {
  await chat(page).say('buy milk tomorrow')
  const { pane, answers } = chat(page)
  await pane.getByRole('button', { name: 'Try again' }).click()
  await expect(answers).toHaveCount(2)
  await expect(answers.last().getByRole('checkbox', { name: 'Complete: buy milk' })).toBeVisible()
  await tasks(page).show()
  await expect(tasks(page).row('buy milk')).toHaveCount(1)
})

test('everything is reached by its name', async ({ page }) => {
  await tasks(page).add('Ring the plumber')
  await show(page, 'Chat')
  await page.keyboard.press('Control+k')
  const input = page.getByRole('combobox', { name: 'Command or task' })
  await input.fill('plumb')
  await page.getByRole('option', { name: 'Ring the plumber' }).click()
  await expect(page.getByRole('dialog', { name: 'Task' }).getByRole('textbox', { name: 'Title' })).toHaveValue(
    'Ring the plumber',
  )
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await input.fill('keyboard')
  await input.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})
