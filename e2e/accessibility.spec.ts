import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { createTask } from './pages/api.ts'
import { chat, paste } from './pages/chat.ts'
import { entry } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'
import { show } from './pages/workspace.ts'

/** Serious and critical violations, as one line each. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    test('the way in', async ({ page }) => {
      await page.goto('/')
      await expect(page.getByRole('button', { name: 'Continue as guest' })).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.getByRole('button', { name: 'Create an account' }).click()
      expect(await violations(page)).toEqual([])
    })

    test('chart, table, commands and pasted lines', async ({ page }) => {
      await entry(page).continueAsGuest()
      await chat(page).say('water the plants every Monday at 9, high priority #home')
      await chat(page).say('buy milk tomorrow')
      await chat(page).say('how many tasks did I add each week?')
      await chat(page).say('show my tasks')
      const field = chat(page).pane.getByRole('textbox', { name: 'Message' })
      await field.fill('/')
      await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible()
      expect(await violations(page)).toEqual([])
      await paste(field, '- Call the bank !1\n- Buy flowers every Friday #home')
      await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
      expect(await violations(page)).toEqual([])
    })

    test('chat, tasks, filter, notifications and settings', async ({ page }) => {
      await entry(page).continueAsGuest()
      expect(await violations(page)).toEqual([])
      await createTask(page, { title: 'Overdue thing', due: { date: '2020-01-01', time: null }, priority: 'high' })
      await chat(page).say('water the plants every Monday at 9, high priority #home')
      await chat(page).say('delete overdue thing')
      expect(await violations(page)).toEqual([])
      await tasks(page).show()
      await expect(tasks(page).row('Overdue thing')).toBeVisible()
      expect(await violations(page)).toEqual([])
      await tasks(page).panel.getByRole('button', { name: 'Show as a calendar' }).click()
      await expect(tasks(page).panel.getByRole('button', { name: 'Next month' })).toBeVisible()
      expect(await violations(page)).toEqual([])
      await tasks(page).panel.getByRole('button', { name: 'Show as a list' }).click()
      const filter = await tasks(page).openFilter()
      expect(await violations(page)).toEqual([])
      await filter.getByRole('button', { name: 'Close' }).click()
      await show(page, 'Notifications')
      await expect(page.getByText('No notifications yet')).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.goto('/settings')
      await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
      expect(await violations(page)).toEqual([])
    })

    test('details, recurrence editor, selection, command palette and shortcuts', async ({ page }) => {
      await entry(page).continueAsGuest()
      const recurrence = { rule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=5' }
      await createTask(page, { title: 'Water the fern', due: { date: '2099-03-02', time: '09:00' }, recurrence })
      const { panel, row, show: showTasks } = tasks(page)
      await showTasks()
      await row('Water the fern')
        .getByRole('button', { name: /^More about/ })
        .click()
      await page.getByRole('menuitem', { name: 'Details' }).click()
      const drawer = page.getByRole('dialog', { name: 'Task' })
      await drawer.getByRole('button', { name: 'Change…' }).click()
      await expect(drawer.getByText('16 Mar 2099').first()).toBeVisible()
      expect(await violations(page)).toEqual([])
      await drawer.getByRole('button', { name: 'Close' }).click()
      await panel.getByRole('button', { name: 'Select several' }).click()
      await panel.getByRole('checkbox', { name: 'Select: Water the fern' }).check()
      await expect(panel.getByText('1 selected')).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Command or task' }).fill('fern')
      await expect(page.getByRole('option', { name: /Water the fern/ })).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
      expect(await violations(page)).toEqual([])
    })
  })
}
