import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { createTask } from './pages/api.ts'
import { entry, newCredentials, signedIn } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

const todoist = [
  'TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE',
  'task,Water the ficus @plants,,1,1,,Eve (1),every mon at 9,en,Europe/Berlin',
  'section,Kitchen,,,,,,,,',
  'task,Clean the oven,with gloves,4,1,,,,,',
  'thing,Nobody knows,,,,,,,,',
].join('\n')
const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

test('a file is previewed, imported once, and taken back', async ({ page }) => {
  await entry(page).continueAsGuest()
  await page.goto('/settings')
  const section = page.getByRole('region', { name: 'Import tasks' })
  const choose = section.getByLabel('File to import')
  await choose.setInputFiles(file('Home.csv', 'TYPE,CONTENT\ntask,"open'))
  await expect(section.getByRole('alert')).toHaveText(/quotation mark is missing/)

  await choose.setInputFiles(file('Home.csv', todoist))
  await expect(section.getByText('Has no place here: assignees (1).')).toBeVisible()
  await section.getByText('1 row cannot be imported').click()
  await expect(section.getByText('row 5, “Nobody knows”:')).toBeVisible()
  await section.getByRole('button', { name: 'Import 2 tasks' }).click()
  await expect(section.getByText('2 tasks imported.')).toBeVisible()

  await section.getByRole('button', { name: 'Import another file' }).click()
  await choose.setInputFiles(file('Home (1).csv', todoist))
  await expect(section.getByRole('button', { name: 'Nothing to import' })).toBeDisabled()
  await page.goto('/')
  await tasks(page).show()
  await expect(tasks(page).row('Water the ficus')).toHaveCount(1)
  await expect(tasks(page).row('Clean the oven')).toBeVisible()

  await page.goto('/settings')
  await section.getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByText('2 tasks taken back.')).toBeVisible()
  await page.goto('/')
  await tasks(page).show()
  await expect(tasks(page).row('Water the ficus')).toHaveCount(0)
})

test('tasks are exported as CSV, and as such imported into another account', async ({ page, browser }) => {
  await entry(page).continueAsGuest()
  await createTask(page, { title: '=1+1 is two', due: { date: '2030-01-07', time: null } })
  await page.goto('/settings')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export tasks as CSV' }).click()
  const text = await readFile(await (await downloading).path(), 'utf8')
  expect(text).toContain("'=1+1 is two")

  const other = await browser.newPage()
  await entry(other).continueAsGuest()
  await other.goto('/settings')
  const section = other.getByRole('region', { name: 'Import tasks' })
  await section.getByLabel('File to import').setInputFiles(file('todo-chatbot.csv', text))
  await section.getByRole('button', { name: 'Import 1 task' }).click()
  await expect(section.getByText('1 task imported.')).toBeVisible()
  await other.goto('/')
  await tasks(other).show()
  await expect(tasks(other).row('=1+1 is two')).toBeVisible()
  await other.close()
})

test('a calendar reads the tasks by a secret address until it is revoked', async ({ page, playwright, baseURL }) => {
  await entry(page).signUp(newCredentials())
  await createTask(page, { title: 'Dentist', due: { date: '2030-01-07', time: '09:30' } })
  await page.goto('/settings')
  const section = page.getByRole('region', { name: 'Calendar' })
  await section.getByRole('button', { name: 'Make a calendar address' }).click()
  const address = (await section.getByText(/\/api\/calendar\//).textContent()) ?? ''
  // As a calendar program: without the browser's cookies.
  const calendar = await playwright.request.newContext(baseURL === undefined ? {} : { baseURL })
  const feed = await calendar.get(new URL(address).pathname)
  expect(feed.headers()['content-type']).toBe('text/calendar; charset=utf-8')
  expect(feed.headers()['set-cookie']).toBeUndefined()
  expect(await feed.text()).toContain('SUMMARY:Dentist')
  const etag = feed.headers().etag ?? ''
  expect((await calendar.get(new URL(address).pathname, { headers: { 'if-none-match': etag } })).status()).toBe(304)

  await section.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click()
  await expect(section.getByRole('button', { name: 'Make a calendar address' })).toBeVisible()
  expect((await calendar.get(new URL(address).pathname)).status()).toBe(404)
  await calendar.dispose()
})

test('whole days stay under Today when the clock moves', async ({ page }) => {
  await entry(page).continueAsGuest()
  const here = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Auckland' }).format(new Date())
  await createTask(page, { title: 'Whole day', due: { date: here, time: null } })
  await page.goto('/settings')
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Pacific/Auckland')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/On your clock it is/)).toBeVisible()
  await page.goto('/?due=today')
  await tasks(page).show()
  await expect(tasks(page).row('Whole day')).toBeVisible()
})

test('dates are written as the region writes them, until it is changed', async ({ page }) => {
  await entry(page).continueAsGuest()
  await createTask(page, { title: 'Far off', due: { date: '2031-05-04', time: null } })
  await tasks(page).show()
  await expect(tasks(page).row('Far off')).toContainText('4 May 2031')
  await page.goto('/settings')
  await page.getByRole('combobox', { name: 'Dates are written' }).selectOption('Nov 23, 11/23')
  await expect(page.getByText(/On your clock it is \w+, [A-Z]/)).toBeVisible()
  await page.goto('/')
  await tasks(page).show()
  await expect(tasks(page).row('Far off')).toContainText('May 4, 2031')
})

test('a single device is signed out, and new tasks remind by default', async ({ page, browser }) => {
  const credentials = newCredentials()
  await entry(page).signUp(credentials)
  const other = await browser.newPage()
  await other.goto('/')
  await entry(other).signIn(credentials)
  await signedIn(other)
  await page.goto('/settings')
  await page.getByRole('button', { name: /^Sign out Chrome/ }).click()
  await expect(page.getByText('That device is signed out.')).toBeVisible()
  await other.goto('/')
  await expect(other.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await other.close()

  await page.getByRole('combobox', { name: 'New tasks with a time remind' }).selectOption('30 minutes before')
  await expect
    .poll(async () => {
      const task = await createTask(page, { title: 'Call', due: { date: '2030-01-07', time: '09:00' } })
      return task.reminders.map(({ minutesBefore }) => minutesBefore)
    })
    .toEqual([30])
})
