import { expect, test } from '@playwright/test'
import { createTask, inSeconds } from './pages/api.ts'
import { entry, newCredentials } from './pages/entry.ts'

test.beforeEach(async ({ page }) => {
  await entry(page).signUp(newCredentials())
  await page.goto('/settings')
})

test('a webhook is added, shows its secret once, is tested, and tells why it was not reached', async ({ page }) => {
  const section = page.getByRole('region', { name: 'Notifications', exact: true })
  await section.getByRole('button', { name: 'Add a webhook' }).click()
  const address = section.getByLabel('Address', { exact: true })
  await address.fill('http://127.0.0.1/hook')
  await section.getByRole('button', { name: 'Add webhook' }).click()
  await expect(page.getByText('has to begin with https://')).toBeVisible()
  // Nobody's name, by agreement of the whole internet.
  await address.fill('https://hooks.invalid/here')
  await section.getByRole('button', { name: 'Add webhook' }).click()
  await expect(section.getByText(/^whsec_/)).toBeVisible()
  await section.getByRole('button', { name: 'Done' }).click()
  await expect(section.getByText(/^whsec_/)).toBeHidden()

  const hook = section.getByRole('listitem', { name: 'hooks.invalid' })
  await expect(hook.getByText('Nothing sent yet')).toBeVisible()
  await hook.getByRole('button', { name: 'Send a test' }).click()
  await expect(section.getByText(/Not sent\. Its name/)).toBeVisible({ timeout: 30_000 })
  await expect(section.getByText('hooks.invalid · test')).toBeVisible()

  await hook.getByRole('button', { name: 'Turn off' }).click()
  await expect(hook.getByText('Turned off')).toBeVisible()
  await hook.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(hook).toBeHidden()
})

test('a private address is not connected to', async ({ page }) => {
  const section = page.getByRole('region', { name: 'Notifications', exact: true })
  await section.getByRole('button', { name: 'Add a webhook' }).click()
  await section.getByLabel('Address', { exact: true }).fill('https://169.254.169.254/latest/meta-data')
  await section.getByRole('button', { name: 'Add webhook' }).click()
  await section.getByRole('button', { name: 'Done' }).click()
  await section.getByRole('button', { name: 'Send a test' }).click()
  await expect(section.getByText('not one of the public internet')).toBeVisible({ timeout: 30_000 })
})

test('a reminder that no webhook takes waits, and says when it is tried again', async ({ page }) => {
  const section = page.getByRole('region', { name: 'Notifications', exact: true })
  await section.getByRole('button', { name: 'Add a webhook' }).click()
  await section.getByLabel('Address', { exact: true }).fill('https://hooks.invalid/here')
  await section.getByRole('button', { name: 'Add webhook' }).click()
  await section.getByRole('button', { name: 'Done' }).click()
  await createTask(page, { title: 'Stretch', reminders: [{ kind: 'absolute', at: inSeconds(2) }] })
  await expect(section.getByText('Last sent')).toBeVisible({ timeout: 30_000 })
  await section.getByText('Last sent').click()
  await expect(section.getByText(/Not sent yet\. Its name .* Tried again \d/)).toBeVisible({ timeout: 30_000 })
  await expect(section.getByText('The last try failed. It is tried again by itself.')).toBeVisible()
})

test('quiet hours and the digest are kept', async ({ page }) => {
  const section = page.getByRole('region', { name: 'Quiet hours and morning digest' })
  await section.getByRole('checkbox', { name: /^Quiet hours/ }).check()
  await section.getByLabel('From').fill('21:30')
  await section.getByLabel('Until').fill('06:15')
  await section.getByLabel('Until').blur()
  await section.getByRole('checkbox', { name: /^Morning digest/ }).check()
  await section.getByRole('button', { name: 'Sat' }).click()
  await expect(section.getByRole('button', { name: 'Sat' })).toHaveAttribute('aria-pressed', 'true')
  await expect(async () => {
    await page.reload()
    await expect(section.getByLabel('From')).toHaveValue('21:30')
    await expect(section.getByLabel('Until')).toHaveValue('06:15')
    await expect(section.getByLabel('At', { exact: true })).toHaveValue('08:00')
    await expect(section.getByRole('button', { name: 'Sat' })).toHaveAttribute('aria-pressed', 'true')
  }).toPass()
})

test('an unsubscribe link that is none says so', async ({ page }) => {
  await page.goto('/unsubscribe?token=nonsense')
  await page.getByRole('button', { name: 'Turn it off' }).click()
  await expect(page.getByRole('heading', { name: 'This link does nothing any more' })).toBeVisible()
})
