import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { createTask } from './pages/api.ts'
import { chat } from './pages/chat.ts'
import { entry, signedIn } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

/** What the page may take over a slow connection before it can be used. */
const firstLoadBytes = 180_000

// What is kept on the device for later, once the page is quiet, is no part of its first load.
test.use({ serviceWorkers: 'block' })

test('the first load of a signed-in page stays small', async ({ page }) => {
  await entry(page).continueAsGuest()
  await createTask(page, { title: 'Water the fern', priority: 'high', tags: ['home'] })
  await chat(page).say('call mum tomorrow at 9')
  // Nothing of the page before is still coming when counting begins.
  await page.goto('about:blank')
  const scripts = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    scripts.set(
      new URL(response.url()).pathname,
      response.body().then((body) => gzipSync(body).length),
    )
  })
  await page.goto('/', { waitUntil: 'networkidle' })
  await signedIn(page)
  // What the first click fetches ahead is not waited for by anybody.
  const loaded = [...scripts]
  await tasks(page).show()
  await expect(tasks(page).row('Water the fern')).toBeVisible()
  const sizes = await Promise.all(loaded.map(async ([path, size]) => [await size, path] as const))
  const total = sizes.reduce((sum, [size]) => sum + size, 0)
  const list = sizes.sort(([a], [b]) => b - a).map(([size, path]) => `${size} ${path}`)
  expect(total, list.join('\n')).toBeGreaterThan(50_000)
  expect(total, list.join('\n')).toBeLessThanOrEqual(firstLoadBytes)
})
