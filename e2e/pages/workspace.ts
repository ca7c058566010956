import type { Page } from '@playwright/test'

export type Part = 'Chat' | 'Tasks' | 'Notifications'

/** Narrower windows show one part at a time, wider ones chat and tasks beside each other. */
const oneAtATimeBelow = 768

/** Brings a part of the page into view. */
export async function show(page: Page, part: Part): Promise<void> {
  const width = page.viewportSize()?.width ?? oneAtATimeBelow
  if (width < oneAtATimeBelow) {
    await page.getByRole('navigation', { name: 'Parts of the page' }).getByRole('button', { name: part }).click()
  } else if (part === 'Notifications') {
    await page.getByRole('button', { name: /^Notifications/ }).click()
  } else {
    await page.getByRole('region', { name: part, exact: true }).first().waitFor()
  }
}
