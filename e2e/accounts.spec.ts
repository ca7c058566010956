import { expect, test } from '@playwright/test'
import { createTask } from './pages/api.ts'
import { entry, newCredentials, signedIn } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

test('an account is created, left and entered again, and keeps its tasks', async ({ page }) => {
  const credentials = newCredentials()
  await entry(page).signUp(credentials)
  await tasks(page).add('Renew the passport')
  await entry(page).signOut()

  await entry(page).signIn({ ...credentials, password: 'not the password' })
  await expect(page.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible()

  await entry(page).signIn(credentials)
  await signedIn(page)
  await tasks(page).show()
  await expect(tasks(page).row('Renew the passport')).toBeVisible()
})

test('the first task of a new account has the time zone of the device', async ({ page }) => {
  await entry(page).continueAsGuest()
  const task = await createTask(page, { title: 'Feed the cat', due: { date: '2030-01-07', time: null } })
  expect(task.timeZone).toBe('Europe/Berlin')
})

test('the same e-mail address makes no second account', async ({ page, browser }) => {
  const credentials = newCredentials()
  await entry(page).signUp(credentials)
  const other = await browser.newPage()
  await other.goto('/')
  await other.getByRole('button', { name: 'Create an account' }).click()
  await other.getByLabel('Name').fill('Eve')
  await other.getByLabel('E-mail').fill(credentials.email)
  await other.getByLabel('Password').fill('another password')
  await other.getByRole('button', { name: 'Create account' }).click()
  await expect(other.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible()
  await other.close()
})

test('a guest becomes an account and keeps the tasks', async ({ page }) => {
  await entry(page).continueAsGuest()
  await tasks(page).add('Water the fern')
  await page.getByRole('link', { name: 'Keep my tasks' }).click()
  const { name, email, password } = newCredentials('Grace')
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText('Your account is ready.')).toBeVisible()
  await page.goto('/')
  await tasks(page).show()
  await expect(tasks(page).row('Water the fern')).toBeVisible()
  await entry(page).signOut()
  await entry(page).signIn({ name, email, password })
  await signedIn(page)
  await tasks(page).show()
  await expect(tasks(page).row('Water the fern')).toBeVisible()
})
