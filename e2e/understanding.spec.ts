import { expect, test } from '@playwright/test'
import { chat } from './pages/chat.ts'
import { entry } from './pages/entry.ts'

test('what is understood is shown while typing, and a click takes it back', async ({ page }) => {
  await entry(page).continueAsGuest()
  const { pane, lastAnswer } = chat(page)
  const field = pane.getByRole('textbox', { name: 'Message' })
  const understood = pane.getByRole('list', { name: 'Understood' }).getByRole('button')
  await field.fill('call mum tomorrow at 9 #family')
  await expect(understood).toHaveText(['Datetomorrow at 9', 'Tag#family'])
  await understood.first().click()
  await expect(understood).toHaveText(['Tag#family'])
  await expect(field).toBeFocused()
  await field.press('Enter')
  await expect(lastAnswer).toContainText('Created “call mum tomorrow at 9” · #family.')
  await expect(understood).toHaveCount(0)
})

test('an answer about a series tells its next dates', async ({ page }) => {
  await entry(page).continueAsGuest()
  const answer = await chat(page).say('Water the plants every Monday at 9, high priority #home')
  await expect(answer).toContainText(
    /Created “Water the plants” · high · #home · every Monday 09:00 \(next: Mon .*, Europe\/Berlin\)/,
  )
  await expect(answer).toContainText(/The next five: (Mon [^,]*, ){4}Mon/)
  await expect(answer.getByRole('button', { name: 'Undo' })).toBeVisible()
})

test('a question is asked once, and a choice has buttons', async ({ page }) => {
  await entry(page).continueAsGuest()
  await chat(page).say('buy milk at the market')
  await chat(page).say('buy milk for mum')
  const choice = await chat(page).say('complete buy milk')
  await choice.getByRole('button', { name: '“buy milk for mum”' }).click()
  await expect(chat(page).lastAnswer).toContainText('Completed “buy milk for mum”')
  const question = await chat(page).say('delete buy milk at the market')
  await expect(question.getByText('Delete “buy milk at the market”?')).toHaveCount(1)
})

test('titles are shown as they are written, never as markup', async ({ page }) => {
  await entry(page).continueAsGuest()
  const title = '<img src=x onerror="document.title=1"> **bold** [link](javascript:alert(1)) {{7*7}}'
  const before = await page.title()
  const answer = await chat(page).say(`create a task "${title}"`)
  await expect(answer).toContainText(title)
  await expect(answer.locator('img, strong, b, a[href^="javascript"]')).toHaveCount(0)
  await chat(page).pane.getByRole('textbox', { name: 'Message' }).fill(`${title} tomorrow`)
  await expect(chat(page).pane.locator('img')).toHaveCount(0)
  expect(await page.title()).toBe(before)
})
