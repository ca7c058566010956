import type { z } from 'zod'
import type { taskCreateSchema } from '../../domain/task-input.ts'

/** A task of the demo, `day` days from today; `done` ones are completed after they were made. */
export type DemoTask = { task: TaskInput; done: boolean }
type TaskInput = z.input<typeof taskCreateSchema>

type Row = {
  day?: number
  time?: string
  title: string
  tags?: string[]
  priority?: TaskInput['priority']
  rule?: string
  remind?: number
  notes?: string
  done?: boolean
}

const rows: Row[] = [
  { day: -15, title: 'Renew library card', tags: ['errands'], done: true },
  { day: -14, time: '18:00', title: 'Dinner with Sam', tags: ['friends'], done: true },
  { day: -13, title: 'Send invoice for October', tags: ['work'], priority: 'high', done: true },
  { day: -12, title: 'Buy new running shoes', tags: ['shopping', 'health'], done: true },
  { day: -11, time: '08:30', title: 'Blood test', tags: ['health'], priority: 'medium', done: true },
  { day: -10, title: 'Clean the fridge', tags: ['home'], priority: 'low', done: true },
  { day: -9, title: 'Book train to Hamburg', tags: ['travel'], priority: 'high', done: true },
  { day: -8, time: '14:00', title: 'Project kickoff', tags: ['work'], done: true },
  { day: -7, title: 'Return parcel', tags: ['errands'], done: true },
  { day: -6, title: 'Write thank-you card to grandma', tags: ['family'], done: true },
  { day: -5, time: '17:30', title: 'Haircut', tags: ['errands'], done: true },
  { day: -4, title: 'Review pull request about time zones', tags: ['work'], priority: 'medium', done: true },
  { day: -3, title: 'Replace smoke detector battery', tags: ['home'], priority: 'high', done: true },
  { day: -3, title: 'Cancel unused subscription', tags: ['finance'], priority: 'medium' },
  { day: -2, title: 'Back up the laptop', tags: ['home'], done: true },
  { day: -1, time: '16:00', title: 'Call the landlord about the heating', tags: ['home'], priority: 'urgent' },
  { day: -1, title: 'Read chapter 5', tags: ['study'], done: true },
  { day: 0, time: '09:00', title: 'Stand-up', tags: ['work'], rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', remind: 5 },
  { day: 0, time: '18:30', title: 'Water the plants', tags: ['home'], rule: 'FREQ=DAILY;INTERVAL=3', remind: 0 },
  { day: 0, title: 'Answer Priya about the weekend', tags: ['friends'], priority: 'medium' },
  { day: 0, time: '20:00', title: 'Take out the recycling', tags: ['home'], rule: 'FREQ=WEEKLY', remind: 30 },
  { day: 1, time: '09:00', title: 'Call mum', tags: ['family'], priority: 'high', remind: 0 },
  {
    day: 1,
    title: 'Prepare slides',
    tags: ['work'],
    priority: 'high',
    notes: 'Five slides at most.\nStart with the numbers.',
  },
  { day: 2, time: '19:00', title: 'Yoga', tags: ['health'], rule: 'FREQ=WEEKLY', remind: 60 },
  { day: 2, title: 'Order cat food', tags: ['shopping', 'home'] },
  { day: 3, time: '11:00', title: 'Dentist', tags: ['health'], priority: 'medium', remind: 120 },
  { day: 4, title: 'Pay electricity bill', tags: ['finance'], priority: 'high', rule: 'FREQ=MONTHLY', remind: 1_440 },
  { day: 5, title: 'Plan the birthday party', tags: ['family', 'friends'], notes: 'Cake, music, guest list.' },
  { day: 6, time: '10:00', title: 'Farmers market', tags: ['shopping'], priority: 'low' },
  { day: 7, title: 'Review the week', tags: ['work'], rule: 'FREQ=WEEKLY' },
  { day: 8, time: '15:00', title: 'Parents’ evening', tags: ['family'], remind: 60 },
  { day: 9, title: 'Finish the online course', tags: ['study'], priority: 'medium' },
  { day: 10, time: '07:45', title: 'Train to Hamburg', tags: ['travel'], priority: 'high', remind: 90 },
  { day: 12, title: 'Unpack and do laundry', tags: ['home'], priority: 'low' },
  { day: 14, title: 'Change bed linen', tags: ['home'], rule: 'FREQ=WEEKLY;INTERVAL=2' },
  { day: 15, title: 'Car inspection', tags: ['errands'], priority: 'medium', remind: 1_440 },
  { title: 'Learn to juggle', tags: ['someday'], priority: 'low' },
  { title: 'Sort old photos', tags: ['someday', 'home'] },
  { title: 'Find a better password manager', priority: 'medium' },
]

/** A month of tasks around `today` (YYYY-MM-DD) in `timeZone`. */
export function demoTasks(today: string, timeZone: string): DemoTask[] {
  return rows.map(
    ({ day, time = null, title, tags = [], priority = 'none', rule, remind, notes = '', done = false }) => ({
      done,
      task: {
        title,
        notes,
        tags,
        priority,
        timeZone,
        due: day === undefined ? null : { date: addDays(today, day), time },
        recurrence: rule === undefined ? null : { rule },
        reminders: remind === undefined ? [] : [{ kind: 'relative', minutesBefore: remind }],
      },
    }),
  )
}

function addDays(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`)
  moved.setUTCDate(moved.getUTCDate() + days)
  return moved.toISOString().slice(0, 10)
}
