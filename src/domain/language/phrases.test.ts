import { describe, expect, it } from 'vitest'
import { commandsPhrases } from './testing/phrases/commands.ts'
import { createPhrases } from './testing/phrases/create.ts'
import { datesPhrases } from './testing/phrases/dates.ts'
import { daysPhrases } from './testing/phrases/days.ts'
import { everydayPhrases } from './testing/phrases/everyday.ts'
import { nonePhrases } from './testing/phrases/none.ts'
import { recurrencePhrases } from './testing/phrases/recurrence.ts'
import { recurringPhrases } from './testing/phrases/recurring.ts'
import { referencesPhrases } from './testing/phrases/references.ts'
import { severalPhrases } from './testing/phrases/several.ts'
import { spokenPhrases } from './testing/phrases/spoken.ts'
import { trendsPhrases } from './testing/phrases/trends.ts'
import { variantsPhrases } from './testing/phrases/variants.ts'
import { zonesPhrases } from './testing/phrases/zones.ts'
import { meaning } from './testing/plan-text.ts'

const tables = {
  commandsPhrases,
  createPhrases,
  datesPhrases,
  everydayPhrases,
  nonePhrases,
  recurrencePhrases,
  referencesPhrases,
  daysPhrases,
  recurringPhrases,
  severalPhrases,
  variantsPhrases,
  trendsPhrases,
  spokenPhrases,
  zonesPhrases,
}

describe.each(Object.entries(tables))('%s', (_, table) => {
  describe.each(Object.entries(table))('%s', (_feature, rows) => {
    it.each(rows)('%j', (phrase, means) => {
      expect(meaning(phrase)).toBe(means)
    })
  })
})
