import { randomUUID } from 'node:crypto'
import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { entry, newCredentials, signedIn } from './pages/entry.ts'
import { tasks } from './pages/tasks.ts'

// Times are told and not judged: those of a busy machine say nothing about a change. What moves or is kept is judged.

/** What people get on a middling phone: a processor four times slower, 10 Mbit/s and 40 ms away. */
async function slowDown(session: CDPSession): Promise<void> {
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await session.send('Network.enable')
  const bytesPerSecond = 10_000_000 / 8
  const speed = { downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond, latency: 40, offline: false }
  await session.send('Network.emulateNetworkConditions', speed)
}

/** Keeps what the browser tells of its own work, from the first moment of each page. */
function observe(): void {
  const seen = { lcp: 0, cls: 0, blocked: 0 }
  Object.assign(window, { seen })
  const on = (type: string, take: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  on('largest-contentful-paint', ({ startTime }) => {
    seen.lcp = startTime
  })
  on('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
    if (!hadRecentInput) seen.cls += value
  })
  on('longtask', ({ duration }) => {
    seen.blocked += duration - 50
  })
}
type Seen = { seen: { lcp: number; cls: number; blocked: number } }

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

async function createMany(page: Page, count: number): Promise<void> {
  const origin = new URL(page.url()).origin
  const atOnce = 200
  for (let begin = 0; begin < count; begin += atOnce) {
    const made = Array.from({ length: atOnce }, (_, index) => ({
      title: `Task ${String(begin + index).padStart(5, '0')} with some more words`,
      tags: index % 3 === 0 ? ['home'] : [],
      priority: index % 5 === 0 ? ('high' as const) : ('none' as const),
      due: index % 2 === 0 ? { date: '2027-01-01', time: null } : null,
    }))
    const response = await page.request.post(`${origin}/api/trpc/tasks.createMany`, {
      data: { mutationId: randomUUID(), tasks: made },
      headers: { origin },
    })
    expect(response.ok(), await response.text()).toBe(true)
  }
}

test('a slow device shows the page soon, stays answerable and moves nothing about', async ({ page }) => {
  test.setTimeout(180_000)
  await entry(page).signUp(newCredentials())
  await createMany(page, 200)
  const session = await page.context().newCDPSession(page)
  await slowDown(session)
  await page.addInitScript(observe)
  const rounds: Seen['seen'][] = []
  for (let round = 0; round < 3; round++) {
    await page.reload({ waitUntil: 'networkidle' })
    await signedIn(page)
    await expect(tasks(page).panel.getByRole('listitem').first()).toBeVisible()
    rounds.push(await page.evaluate(() => (window as unknown as Seen).seen))
  }
  const told = rounds.map(
    ({ lcp, cls, blocked }) => `LCP ${lcp.toFixed(0)} ms, TBT ${blocked.toFixed(0)} ms, CLS ${cls.toFixed(3)}`,
  )
  process.stdout.write(`${told.join('\n')}\n`)
  expect(middle(rounds.map(({ cls }) => cls)), told.join('\n')).toBeLessThanOrEqual(0.02)
})

test('ten thousand tasks scroll smoothly', async ({ page }) => {
  test.setTimeout(300_000)
  await entry(page).signUp(newCredentials())
  await createMany(page, 10_000)
  await page.goto('/?sort=title')
  const list = tasks(page).panel.locator('[data-scroller]')
  await expect(tasks(page).row('Task 00000 with some more words')).toBeVisible()
  // All pages are fetched by going to the end; then the list is scrolled from top to bottom, a screen in half a second.
  await expect(async () => {
    await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
    await expect(tasks(page).row('Task 09999 with some more words')).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 200_000 })
  const frames = await list.evaluate(async (element) => {
    element.scrollTo({ top: 0 })
    const times: number[] = []
    let last = await new Promise<number>(requestAnimationFrame)
    for (let frame = 0; frame < 600; frame++) {
      element.scrollTop += element.clientHeight / 30
      const now = await new Promise<number>(requestAnimationFrame)
      times.push(now - last)
      last = now
    }
    return times
  })
  const sorted = [...frames].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  const late = frames.filter((ms) => ms > 25).length
  const told = `frames: median ${at(0.5).toFixed(1)} ms, 95 % ${at(0.95).toFixed(1)} ms, 99 % ${at(0.99).toFixed(1)} ms, longest ${at(1).toFixed(1)} ms, ${late} of ${frames.length} late`
  process.stdout.write(`${told}\n`)
  expect(await tasks(page).panel.getByRole('listitem').count(), 'rows that are kept').toBeLessThan(500)
})
