import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { entry, newCredentials } from './pages/entry.ts'

test('who is no administrator learns how one becomes one, and sees nothing else', async ({ page }) => {
  await entry(page).signUp(newCredentials())
  await page.goto('/admin')
  await expect(page.getByRole('heading', { name: 'This page is for administrators' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Dead letters' })).toBeHidden()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
  await page.getByRole('link', { name: 'Back to chat and tasks' }).click()
  await expect(page).toHaveURL(/\/$/)
})
