/** The zone of the browsers in these tests: see playwright.config.ts. */
const timeZone = 'Europe/Berlin'

const instantIn = (days: number): number => Date.now() + days * 86_400_000

/** The date in some days as the browser has it: YYYY-MM-DD. */
export const dayIn = (days: number): string => new Date(instantIn(days)).toLocaleDateString('sv-SE', { timeZone })

/** The name of the weekday in some days, in English. */
export const weekdayIn = (days: number): string =>
  new Date(instantIn(days)).toLocaleDateString('en-GB', { timeZone, weekday: 'long' })
