import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { chat } from './pages/chat.ts'
import { entry } from './pages/entry.ts'

/** The list of chats; narrower windows have it behind a button. */
async function chats(page: Page) {
  const button = page.getByRole('button', { name: 'Chats', exact: true })
  if (await button.isVisible()) await button.click()
  return page.getByRole('navigation', { name: 'Chats' }).filter({ visible: true })
}

test('chats are searched by what was said in them, renamed and exported', async ({ page }) => {
  await entry(page).continueAsGuest()
  for (const text of ['buy oranges tomorrow', 'paint the fence', 'call the bank', 'water the fern']) {
    await (await chats(page)).getByRole('button', { name: 'New chat' }).click()
    await chat(page).say(text)
    await chat(page).say('help')
  }
  const list = await chats(page)
  await list.getByRole('searchbox', { name: 'Search the chats' }).fill('orang')
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await list
    .getByRole('listitem')
    .getByRole('button', { name: /^More about/ })
    .click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await list.getByRole('textbox', { name: 'Title of the chat' }).fill('Fruit')
  await list.getByRole('textbox', { name: 'Title of the chat' }).press('Enter')
  await list.getByRole('button', { name: 'More about Fruit' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export as text' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('Fruit.md')
  expect(await readFile(await file.path(), 'utf8')).toMatch(
    /^# Fruit\n.*\*\*You\*\*.*buy oranges tomorrow.*\*\*Assistant\*\*/s,
  )
})
