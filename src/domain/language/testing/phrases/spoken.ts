import type { PhraseTable } from '../plan-text.ts'

export const spokenPhrases: PhraseTable = {
  'things one does or has': [
    ['do laundry every sunday', '"do laundry", 2026-11-29, FREQ=WEEKLY;BYDAY=SU'],
    ['do the dishes', '"do the dishes"'],
    ['do my taxes by april 15', '"do my taxes", 2027-04-15'],
    ['have lunch with anna on friday', '"have lunch with anna", 2026-11-27'],
    ['do some gardening saturday', '"do some gardening", 2026-11-28'],
    ['do the report by friday', '"do the report", 2026-11-27'],
    ['do 50 pushups every day', '"do 50 pushups", 2026-11-23, FREQ=DAILY'],
    ['have a look at the report tomorrow', '"have a look at the report", 2026-11-24'],
    ['do the trains run on sunday', 'none not-understood'],
    ['do cats bite', 'none not-understood'],
    ['do you like tea', 'none not-understood'],
    ['have you seen it', 'none not-understood'],
  ],
  'days told in more than one way': [
    ['lunch friday the 27th around 4', '"lunch", 2026-11-27 16:00'],
    ['meeting monday the thirtieth six pm', '"meeting", 2026-11-30 18:00'],
    ['call mum next month on the 5th', '"call mum", 2026-12-05'],
    ['pay rent 20270701', '"pay rent", 2027-07-01'],
    ['call mum the 3rd week of january', '"call mum", 2027-01-15'],
    ['work from home the rest of the week', '"work from home", 2026-11-29'],
    ['call mum this week-end', '"call mum", 2026-11-28'],
    ['call mum in less than an hour', '"call mum", 2026-11-23 11:00'],
    ['call mum in under 2 hours', '"call mum", 2026-11-23 12:00'],
    ['call mum tomorrow at thirty-six minutes past eight', '"call mum", 2026-11-24 08:36'],
  ],
  'ranges of times and days': [
    ['meeting from 3 to 4 tomorrow', '"meeting", 2026-11-24 15:00 until 2026-11-24 16:00'],
    ['meeting from 3 to 4 on friday', '"meeting", 2026-11-27 15:00 until 2026-11-27 16:00'],
    ['conference from dec 3 to dec 5', '"conference", 2026-12-03 until 2026-12-05'],
    ['trip from 30 dec to 2 jan', '"trip", 2026-12-30 until 2027-01-02'],
    ['trip dec 30 - jan 2', '"trip", 2026-12-30 until 2027-01-02'],
  ],
  'feasts that follow the moon': [
    ['bake for hanukkah', '"bake", 2026-12-05'],
    ['buy dates before ramadan', '"buy dates", 2027-02-08'],
    ['visit grandma on eid al-fitr', '"visit grandma", 2027-03-09'],
    ['call wei on chinese new year 2028', '"call wei", 2028-01-26'],
    ['call mum on yom kippur', '"call mum", 2027-10-11'],
  ],
  'what is set on a device': [
    ['set ringtone to low on fridays', 'none not-understood'],
    ['change the volume tomorrow', 'none not-understood'],
  ],
}
