import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { chromium, expect, type Page } from '@playwright/test'
import { notifications } from '../../e2e/pages/notifications.ts'
import { tasks } from '../../e2e/pages/tasks.ts'
import { findBrowser } from '../browser/find-browser.ts'
import { type Account, type ApiClient, apiClient, isTransient } from '../product/api-client.ts'

/** A browser with the page open all the time, as somebody leaves it. */
export type OpenPage = {
  /**
   * Somebody else of this account makes a task with a reminder: the page comes to show the task once and its notification
   * once, without being touched. Rejects where it does not.
   */
  expectTask(name: string): Promise<void>
  /** Whatever it was to show is still shown once, all of it. Rejects where it is not. */
  expectAllOnce(): Promise<void>
  close(): Promise<void>
}

/** The page is to recover by itself from whatever happens meanwhile. */
const patience = { timeout: 120_000 }

export async function openPage(url: string, account: Account): Promise<OpenPage> {
  const browser = await chromium.launch(findBrowser() ?? {})
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
  const page = await context.newPage()
  await context.addCookies(cookiesOf(account, url))
  await page.goto(url)
  await tasks(page).show()
  await notifications(page).show()
  const api = apiClient(url, account.cookie)
  /** Titles, and whether their reminders were to fire. */
  const made = new Map<string, boolean>()
  const expectOnce = async (title: string, options = {}): Promise<void> => {
    const fires = made.get(title) ? 1 : 0
    await expect(tasks(page).row(title), `the task "${title}" on the page`).toHaveCount(1, options)
    await expect(shownNotifications(page, title), `the notification of "${title}"`).toHaveCount(fires, options)
  }
  return {
    async expectTask(name) {
      const title = `While: ${name}`
      made.set(title, await create(api, title))
      await expectOnce(title, patience)
    },
    async expectAllOnce() {
      for (const title of made.keys()) await expectOnce(title)
    },
    close: () => browser.close(),
  }
}

/** Each is an item that lists the tasks it is about. */
const shownNotifications = (page: Page, title: string) =>
  notifications(page)
    .list.getByRole('listitem')
    .filter({ has: page.getByRole('listitem').filter({ hasText: title }) })

/** Whether its reminder will fire: one already past when the task could at last be stored does not. */
async function create(api: ApiClient, title: string): Promise<boolean> {
  const mutationId = randomUUID()
  const reminders = [{ kind: 'absolute' as const, at: new Date(Date.now() + 3_000).toISOString() }]
  for (;;) {
    try {
      const { tasks: stored } = await api.tasks.create.mutate({ mutationId, task: { title, reminders } })
      return stored[0]?.reminders[0]?.status !== 'missed'
    } catch (error) {
      if (!isTransient(error)) throw error
      await delay(300)
    }
  }
}

function cookiesOf({ cookie }: Account, url: string) {
  return cookie.split('; ').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url }
  })
}
