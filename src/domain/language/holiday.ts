import { type Day, easter, fromDay, onOrAfter, orthodoxEaster, toDay, weekdayOf } from './calendar.ts'
import { byMoon } from './moon-calendar.ts'

const nth = (year: number, month: number, [weekday, n]: [number, number]): Day =>
  onOrAfter(toDay(year, month, 1), weekday) + (n - 1) * 7
const fixed = (month: number, day: number) => (year: number) => toDay(year, month, day)

/** Of 2027 the library has the next day: the moon is new four minutes before midnight in Beijing. */
const byLibrary = byMoon('chinese', '1 1')
const lunarNewYear = (year: number) => (year === 2027 ? toDay(2027, 2, 6) : byLibrary(year))

/** Days known by name, without their year. One line each; apostrophes are ignored. */
const holidays: Record<string, (year: number) => Day | null> = {
  'new years day': fixed(1, 1),
  'new years': fixed(1, 1),
  'new years eve': fixed(12, 31),
  'new year eve': fixed(12, 31),
  'valentines day': fixed(2, 14),
  valentines: fixed(2, 14),
  'valentine day': fixed(2, 14),
  'st patricks day': fixed(3, 17),
  'st paddys day': fixed(3, 17),
  'saint patricks day': fixed(3, 17),
  'mardi gras': (year) => easter(year) - 47,
  'shrove tuesday': (year) => easter(year) - 47,
  'pancake day': (year) => easter(year) - 47,
  'maundy thursday': (year) => easter(year) - 3,
  'ascension day': (year) => easter(year) + 39,
  pentecost: (year) => easter(year) + 49,
  'whit sunday': (year) => easter(year) + 49,
  'corpus christi': (year) => easter(year) + 60,
  'may day': fixed(5, 1),
  'all saints day': fixed(11, 1),
  'new year': fixed(1, 1),
  'new year day': fixed(1, 1),
  'womens day': fixed(3, 8),
  'pi day': fixed(3, 14),
  'tax day': fixed(4, 15),
  'australia day': fixed(1, 26),
  'anzac day': fixed(4, 25),
  'canada day': fixed(7, 1),
  'bastille day': fixed(7, 14),
  'remembrance day': fixed(11, 11),
  'indigenous peoples day': (year) => nth(year, 10, [1, 2]),
  'martin luther king day': (year) => nth(year, 1, [1, 3]),
  'april fools': fixed(4, 1),
  'april fools day': fixed(4, 1),
  'good friday': (year) => easter(year) - 2,
  'easter sunday': easter,
  'easter monday': (year) => easter(year) + 1,
  easter,
  'mothers day': (year) => nth(year, 5, [7, 2]),
  'fathers day': (year) => nth(year, 6, [7, 3]),
  'memorial day': (year) => nth(year, 6, [1, 1]) - 7,
  'independence day': fixed(7, 4),
  'labor day': (year) => nth(year, 9, [1, 1]),
  'labour day': (year) => nth(year, 9, [1, 1]),
  halloween: fixed(10, 31),
  'veterans day': fixed(11, 11),
  thanksgiving: (year) => nth(year, 11, [4, 4]),
  'thanksgiving day': (year) => nth(year, 11, [4, 4]),
  'black friday': (year) => nth(year, 11, [4, 4]) + 1,
  'cyber monday': (year) => nth(year, 11, [4, 4]) + 4,
  'christmas eve': fixed(12, 24),
  'christmas day': fixed(12, 25),
  christmas: fixed(12, 25),
  xmas: fixed(12, 25),
  'xmas eve': fixed(12, 24),
  'xmas day': fixed(12, 25),
  nye: fixed(12, 31),
  'groundhog day': fixed(2, 2),
  'earth day': fixed(4, 22),
  'cinco de mayo': fixed(5, 5),
  juneteenth: fixed(6, 19),
  'mlk day': (year) => nth(year, 1, [1, 3]),
  'presidents day': (year) => nth(year, 2, [1, 3]),
  'ash wednesday': (year) => easter(year) - 46,
  'palm sunday': (year) => easter(year) - 7,
  'whit monday': (year) => easter(year) + 50,
  'columbus day': (year) => nth(year, 10, [1, 2]),
  'bonfire night': fixed(11, 5),
  'boxing day': fixed(12, 26),
  'kings day': (year) => toDay(year, 4, weekdayOf(toDay(year, 4, 27)) === 7 ? 26 : 27),
  'orthodox easter': orthodoxEaster,
  'orthodox good friday': (year) => orthodoxEaster(year) - 2,
  'chinese new year': lunarNewYear,
  'lunar new year': lunarNewYear,
  'rosh hashanah': byMoon('hebrew', '1 Tishri'),
  'rosh hashana': byMoon('hebrew', '1 Tishri'),
  'yom kippur': byMoon('hebrew', '10 Tishri'),
  sukkot: byMoon('hebrew', '15 Tishri'),
  hanukkah: byMoon('hebrew', '25 Kislev'),
  hanukah: byMoon('hebrew', '25 Kislev'),
  chanukah: byMoon('hebrew', '25 Kislev'),
  purim: byMoon('hebrew', '14 Adar', '14 Adar II'),
  passover: byMoon('hebrew', '15 Nisan'),
  pesach: byMoon('hebrew', '15 Nisan'),
  shavuot: byMoon('hebrew', '6 Sivan'),
  ramadan: byMoon('islamic-umalqura', '1 9'),
  'eid al fitr': byMoon('islamic-umalqura', '1 10'),
  'eid ul fitr': byMoon('islamic-umalqura', '1 10'),
  'eid al adha': byMoon('islamic-umalqura', '10 12'),
  'eid ul adha': byMoon('islamic-umalqura', '10 12'),
  'islamic new year': byMoon('islamic-umalqura', '1 1'),
}

/** As the table writes them. */
export const holidayNames: readonly string[] = Object.keys(holidays)
export const longestHolidayName = 4
export const holidayStarts: ReadonlySet<string> = new Set(Object.keys(holidays).map((name) => name.split(' ')[0] ?? ''))

/** The day of that name in a year; null for an unknown name. */
export function holidayIn(name: string, year: number): Day | null {
  const dateIn = Object.hasOwn(holidays, name) ? holidays[name] : undefined
  return dateIn?.(year) ?? null
}

/** The next day of that name on or after `from`; null for an unknown name. */
export function nextHoliday(name: string, from: Day): Day | null {
  const dateIn = Object.hasOwn(holidays, name) ? holidays[name] : undefined
  if (dateIn === undefined) return null
  const { year } = fromDay(from)
  const day = dateIn(year)
  return day !== null && day >= from ? day : dateIn(year + 1)
}
