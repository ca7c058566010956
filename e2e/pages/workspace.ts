import { expect, type Page } from '@playwright/test'

export type Part = 'Chat' | 'Tasks' | 'Notifications'

/** Brings a part of the page into view: phones show one at a time, wider windows chat and tasks beside each other. */
export async function show(page: Page, part: Part): Promise<void> {
  const bar = page.getByRole('navigation', { name: 'Parts of the page' })
  if (await bar.isVisible()) await bar.getByRole('button', { name: part }).click()
  else if (part === 'Notifications') await page.getByRole('button', { name: /^Notifications/ }).click()
  else await expect(page.getByRole('region', { name: part, exact: true })).toBeVisible()
}
