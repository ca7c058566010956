import { defineConfig } from '@playwright/test'
import { findBrowser } from './scripts/browser/find-browser.ts'

const { BASE_URL, E2E_LEFT_OUT, SCREENSHOTS } = process.env
const screenshots = '**/screenshots.spec.ts'
/** Of a product at another address: see scripts/e2e.ts. */
const leftOut = E2E_LEFT_OUT ? [`**/${E2E_LEFT_OUT}`] : []

export default defineConfig({
  testDir: 'e2e',
  // Two cores also run the product and its database.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // A machine shared with others can starve a browser. What passes only the second time is told with its output.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : [['list']],
  use: {
    baseURL: BASE_URL ?? 'http://localhost:3000',
    launchOptions: findBrowser() ?? {},
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    // Screenshots are made where they are asked for, so that a plain run leaves the work tree clean.
    {
      name: 'desktop',
      testIgnore: SCREENSHOTS ? [] : [screenshots, ...leftOut],
      use: { viewport: { width: 1440, height: 900 } },
    },
    {
      name: 'phone',
      // These choose their widths themselves, or none matters.
      testIgnore: [screenshots, '**/restart.spec.ts', '**/dragging.spec.ts', '**/speed.spec.ts'],
      use: { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true },
    },
  ],
})
