import { expect, type Page, test } from '@playwright/test'
import { createTask, inSeconds } from './pages/api.ts'
import { chat, paste } from './pages/chat.ts'
import { entry } from './pages/entry.ts'
import { notifications } from './pages/notifications.ts'
import { tasks } from './pages/tasks.ts'
import { show } from './pages/workspace.ts'

/** `npm run screenshots`: the main views at three widths in both colours, into docs/screenshots. */

const widths = [360, 768, 1440] as const
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

async function fill(page: Page): Promise<void> {
  await createTask(page, { title: 'Send the invoice', priority: 'urgent', due: { date: day(-2), time: null } })
  await createTask(page, { title: 'Dentist', due: { date: day(2), time: '16:30' }, tags: ['health'] })
  await createTask(page, {
    title: 'Stretch for five minutes',
    due: { date: day(1), time: '08:00' },
    recurrence: { rule: 'FREQ=DAILY' },
    reminders: [{ kind: 'absolute', at: inSeconds(2) }],
  })
  await createTask(page, { title: 'Read the contract and note the questions', priority: 'medium', notes: 'Section 4' })
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of widths) {
    test(`${width} ${colorScheme}`, async ({ browser }) => {
      const phone = width < 600
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: phone ? 780 : 900 },
        isMobile: phone,
        hasTouch: phone,
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      const shoot = (view: string) => page.screenshot({ path: `docs/screenshots/${view}-${width}-${colorScheme}.png` })

      await page.goto('/')
      await expect(page.getByRole('button', { name: 'Continue as guest' })).toBeVisible()
      await shoot('sign-in')
      await entry(page).continueAsGuest()
      await shoot('start')
      await fill(page)
      await chat(page).say('remind me to water the plants every Monday at 9, high priority #home')
      await chat(page).say('call mum tomorrow at 9')
      await chat(page).say("what's due this week?")
      await expect(notifications(page).unread).toBeVisible({ timeout: 20_000 })
      await shoot('chat')
      await chat(page).say('how many tasks did I add each day this month?')
      await expect(chat(page).lastAnswer.getByRole('figure')).toBeVisible()
      await shoot('progress')
      const field = chat(page).pane.getByRole('textbox', { name: 'Message' })
      await field.fill('/')
      await expect(page.getByRole('listbox', { name: 'Suggestions' })).toBeVisible()
      await shoot('commands')
      await field.fill('')
      await paste(field, '- Book a table tomorrow at 19:00 #dinner\n- Buy flowers every Friday\n- Call the bank !1')
      await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
      await shoot('paste')
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
      await chat(page).say('delete dentist')
      await shoot('confirm')
      await tasks(page).show()
      await shoot('tasks')
      await tasks(page).panel.getByRole('button', { name: 'Show as a calendar' }).click()
      await expect(tasks(page).panel.getByRole('button', { name: 'Next month' })).toBeVisible()
      await shoot('calendar')
      await tasks(page).panel.getByRole('button', { name: 'Show as a list' }).click()
      await tasks(page)
        .row('water the plants')
        .getByRole('button', { name: /^More about/ })
        .click()
      await page.getByRole('menuitem', { name: 'Details' }).click()
      const drawer = page.getByRole('dialog', { name: 'Task' })
      await drawer.getByRole('button', { name: 'Change…' }).click()
      await expect(drawer.getByRole('listitem').first()).toBeVisible()
      await shoot('details')
      await drawer.getByRole('button', { name: 'Close' }).click()
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('combobox', { name: 'Command or task' })).toBeVisible()
      await shoot('palette')
      await page.keyboard.press('Escape')
      await tasks(page).openFilter()
      await shoot('filter')
      await page.getByRole('dialog', { name: 'Filter' }).getByRole('button', { name: 'Close' }).click()
      await show(page, 'Notifications')
      await expect(notifications(page).about('Stretch')).toBeVisible()
      await shoot('notifications')
      await page.goto('/settings')
      await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
      await shoot('settings')
      await context.close()
    })
  }
}
