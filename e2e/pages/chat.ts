import { expect, type Locator, type Page } from '@playwright/test'
import { show } from './workspace.ts'

/** The conversation. */
export const chat = (page: Page) => {
  const pane = page.getByRole('region', { name: 'Chat' })
  const answers = pane.getByRole('listitem').filter({ hasText: /^Assistant:/ })
  return {
    pane,
    answers,
    lastAnswer: answers.last(),
    /** Sends a message and waits for the whole answer to it. */
    say: async (text: string): Promise<Locator> => {
      await show(page, 'Chat')
      const before = await answers.count()
      await pane.getByRole('textbox', { name: 'Message' }).fill(text)
      await pane.getByRole('button', { name: 'Send', exact: true }).click()
      await expect(answers).toHaveCount(before + 1)
      await expect(pane.getByText('Working on it…')).toBeHidden()
      return answers.nth(before)
    },
  }
}

/** Pastes a text into a field, as from another program. */
export const paste = (field: Locator, text: string): Promise<void> =>
  field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
