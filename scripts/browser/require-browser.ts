import { spawnSync } from 'node:child_process'
import { findBrowser } from './find-browser.ts'

const packages = ['chromium', 'fonts-dejavu-core']

/**
 * Makes sure that there is a Chromium: Playwright's own, the system's, or one that apt installs for root.
 *
 * @throws with the command to run, where none of these works
 */
export function requireBrowser(): void {
  if (findBrowser() || (installByApt() && findBrowser())) return
  throw new Error(
    'The browser tests need a Chromium and found none. Install one and run again:\n  npx playwright install --with-deps chromium',
  )
}

function installByApt(): boolean {
  if (process.getuid?.() !== 0) return false
  console.log('No Chromium here: installing it by apt-get …')
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
}
