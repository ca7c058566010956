import type { Locator, Page } from '@playwright/test'
import { show } from './workspace.ts'

/** The bell and what is behind it. */
export const notifications = (page: Page) => {
  const list = page
    .getByRole('region', { name: 'Notifications' })
    .or(page.getByRole('dialog', { name: 'Notifications' }))
  return {
    list,
    /** Visible while something is unread, on every part of the page. */
    unread: page.getByRole('button', { name: /Notifications\s*,\s*\d+ unread/ }).filter({ visible: true }),
    show: () => show(page, 'Notifications'),
    about: (title: string): Locator => list.getByRole('listitem').filter({ hasText: title }).first(),
  }
}
