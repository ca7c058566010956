import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { expect, type Page, test } from '@playwright/test'
import { chat } from './pages/chat.ts'
import { entry, newCredentials } from './pages/entry.ts'

async function makeToken(page: Page, name: string): Promise<string> {
  await page.goto('/settings')
  const section = page.getByRole('region', { name: 'Other assistants' })
  await section.getByRole('button', { name: 'New access token' }).click()
  await section.getByLabel('What is it for?').fill(name)
  await section.getByRole('button', { name: 'Delete tasks, after asking' }).click()
  await section.getByRole('button', { name: 'Make token' }).click()
  const secret = await section.getByText(/^todo_/).textContent()
  await section.getByRole('button', { name: 'Done' }).click()
  return secret ?? ''
}

test('an assistant works on the tasks with an access token, until that is revoked', async ({ page, baseURL }) => {
  await entry(page).signUp(newCredentials())
  await chat(page).say('buy milk tomorrow')
  const secret = await makeToken(page, 'My laptop')

  const transport = new StreamableHTTPClientTransport(new URL('/api/mcp', baseURL), {
    requestInit: { headers: { authorization: `Bearer ${secret}` } },
  })
  const client = new Client({ name: 'e2e', version: '1' })
  await client.connect(transport)
  const asked = await client.callTool({ name: 'delete', arguments: { target: { by: 'title', words: 'milk' } } })
  const { question } = asked.structuredContent as { question: { text: string; options: { confirmationId: string }[] } }
  expect(question.text).toBe('Delete “buy milk”?')
  const answer = { confirmationId: question.options[0]?.confirmationId, accept: true }
  expect(await client.callTool({ name: 'confirm', arguments: answer })).not.toHaveProperty('isError', true)

  const section = page.getByRole('region', { name: 'Other assistants' })
  await page.reload()
  await expect(section.getByText('Last used just now')).toBeVisible()
  await section.getByRole('button', { name: 'Revoke My laptop' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(section.getByText('My laptop')).toBeHidden()
  await expect(client.listTools()).rejects.toMatchObject({ code: 401 })

  await page.goto('/')
  await expect(page.getByRole('checkbox', { name: 'Complete: buy milk' })).toHaveCount(0)
})
