import { expect, test } from '@playwright/test'
import { chat } from './pages/chat.ts'
import { entry } from './pages/entry.ts'

/** A browser's speech recognition, as far as the page uses it; test browsers have no speech service. */
function speech(): void {
  class Recognition extends EventTarget {
    onstart: (() => void) | null = null
    onresult: ((event: object) => void) | null = null
    onerror: ((event: object) => void) | null = null
    onend: (() => void) | null = null
    start() {
      Object.assign(window, { recognition: this })
      this.onstart?.()
    }
    stop() {
      this.onend?.()
    }
  }
  Object.assign(window, { SpeechRecognition: Recognition, webkitSpeechRecognition: Recognition })
}

type Listening = {
  recognition: { onresult: (event: object) => void; onerror: (event: object) => void; stop: () => void }
}

test('what is said is written as it is heard, and sent when wanted', async ({ page }) => {
  await page.addInitScript(speech)
  await entry(page).continueAsGuest()
  const { pane } = chat(page)
  const field = pane.getByRole('textbox', { name: 'Message' })
  await field.fill('please')
  await pane.getByRole('button', { name: 'Dictate' }).click()
  await expect(pane.getByText('Listening. Speak now.')).toBeAttached()
  const hear = (...pieces: string[]) =>
    page.evaluate(
      (said) =>
        (window as unknown as Listening).recognition.onresult({ results: said.map((transcript) => [{ transcript }]) }),
      pieces,
    )
  await hear('call')
  await expect(field).toHaveValue('please call')
  await hear('call mum', ' tomorrow')
  await expect(field).toHaveValue('please call mum tomorrow')
  await pane.getByRole('button', { name: 'Stop dictating' }).click()
  await field.press('Enter')
  await expect(chat(page).lastAnswer).toContainText('call mum')
})

test('a refused microphone is explained', async ({ page }) => {
  await page.addInitScript(speech)
  await entry(page).continueAsGuest()
  const { pane } = chat(page)
  await pane.getByRole('button', { name: 'Dictate' }).click()
  await expect(pane.getByText('Listening. Speak now.')).toBeAttached()
  await page.evaluate(() => {
    const { recognition } = window as unknown as Listening
    recognition.onerror({ error: 'not-allowed' })
    recognition.stop()
  })
  await expect(page.getByText(/The microphone is blocked for this page/)).toBeVisible()
  await expect(pane.getByRole('button', { name: 'Dictate' })).toBeVisible()
})

test('where the browser takes no dictation, none is offered', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'SpeechRecognition')
    Reflect.deleteProperty(window, 'webkitSpeechRecognition')
  })
  await entry(page).continueAsGuest()
  await expect(chat(page).pane.getByRole('button', { name: 'Dictate' })).toHaveCount(0)
})
