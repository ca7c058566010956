import type { PhraseTable } from '../plan-text.ts'

export const zonesPhrases: PhraseTable = {
  'times by the clocks of another place': [
    ['call mum at 4pm CET', '"call mum", 2026-11-23 16:00'],
    ['call mum at 4pm GMT', '"call mum", 2026-11-23 17:00'],
    ['call mum Thursday 8:00 PST', '"call mum", 2026-11-26 17:00'],
    ['call mum thursday at 5pm pst', '"call mum", 2026-11-27 02:00'],
    ['call mum at 9am New York time', '"call mum", 2026-11-23 15:00'],
    ['call mum tomorrow at 9 in London time', '"call mum", 2026-11-24 10:00'],
    ['call mum at 3pm eastern time tomorrow', '"call mum", 2026-11-24 21:00'],
    ['call mum thursday 9 am (BST)', '"call mum", 2026-11-26 10:00'],
    ['meet at 8 utc+2 friday', '"meet", 2026-11-27 07:00'],
    ['call mum tomorrow 9:30 - 11:00 CST', '"call mum", 2026-11-24 16:30 until 2026-11-24 18:00'],
    ['standup every Monday at 9am JST', '"standup", 2026-11-30 01:00, FREQ=WEEKLY;BYDAY=MO'],
    ['standup every Monday at 9pm PST', '"standup", 2026-11-24 06:00, FREQ=WEEKLY;BYDAY=TU'],
    ['meet tomorrow at 3 pt', '"meet pt", 2026-11-24 15:00'],
    ['meet friday at 10 in berlin', '"meet in berlin", 2026-11-27 10:00'],
  ],
}
