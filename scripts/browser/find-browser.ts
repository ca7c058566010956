import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** How Playwright launches the browser that is here; undefined where there is none. */
export function findBrowser(): { executablePath?: string; args?: string[] } | undefined {
  if (existsSync(chromium.executablePath())) return {}
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  const executablePath = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync)
  return executablePath === undefined ? undefined : { executablePath, args: systemBrowserArguments }
}

/** What a distribution's Chromium needs to run as root, in a container, and without calling home. */
const systemBrowserArguments = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
