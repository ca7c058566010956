import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'

export type Credentials = { name: string; email: string; password: string }

export function newCredentials(name = 'Ada'): Credentials {
  return { name, email: `${name.toLowerCase()}-${randomUUID()}@example.org`, password: `pass-${randomUUID()}` }
}

/** The way in, as someone who is signed out meets it. */
export const entry = (page: Page) => ({
  continueAsGuest: async (): Promise<void> => {
    await page.goto('/')
    await page.getByRole('button', { name: 'Continue as guest' }).click()
    await signedIn(page)
  },
  signUp: async ({ name, email, password }: Credentials): Promise<void> => {
    await page.goto('/')
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Create account' }).click()
    await signedIn(page)
  },
  signIn: async ({ email, password }: Credentials): Promise<void> => {
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  },
  signOut: async (): Promise<void> => {
    await page.getByRole('button', { name: 'Account and settings' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  },
})

export async function signedIn(page: Page): Promise<void> {
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible()
}
