import { expect, type Locator, type Page } from '@playwright/test'
import { show } from './workspace.ts'

/** The task panel. */
export const tasks = (page: Page) => {
  const panel = page.getByRole('region', { name: 'Tasks', exact: true }).first()
  const row = (title: string): Locator =>
    panel.getByRole('listitem').filter({ has: page.getByRole('button', { name: title, exact: true }) })
  return {
    panel,
    row,
    checkbox: (title: string) => row(title).getByRole('checkbox'),
    show: () => show(page, 'Tasks'),
    add: async (title: string): Promise<void> => {
      await show(page, 'Tasks')
      await panel.getByRole('textbox', { name: 'Add a task' }).fill(title)
      await panel.getByRole('textbox', { name: 'Add a task' }).press('Enter')
      await expect(row(title)).toBeVisible()
    },
    rename: async (title: string, next: string): Promise<void> => {
      await row(title).getByRole('button', { name: title, exact: true }).click()
      await panel.getByRole('textbox', { name: 'Title' }).fill(next)
      await panel.getByRole('textbox', { name: 'Title' }).press('Enter')
    },
    /** Takes back what a message at the edge of the page tells of. */
    undo: (told: string) =>
      page
        .getByRole('region', { name: 'Messages' })
        .locator('div')
        .filter({ has: page.getByRole('status').filter({ hasText: told }) })
        .getByRole('button', { name: 'Undo' })
        .click(),
    search: (text: string) => panel.getByRole('searchbox', { name: 'Search tasks' }).fill(text),
    openFilter: async (): Promise<Locator> => {
      await panel.getByRole('button', { name: /^Filter/ }).click()
      const dialog = page.getByRole('dialog', { name: 'Filter' })
      await expect(dialog).toBeVisible()
      return dialog
    },
    /** One of the views above the list: All, Today, Week, Overdue. */
    view: (name: string) => panel.getByRole('button', { name: new RegExp(`^${name}( \\d+\\+?)?$`) }),
  }
}
