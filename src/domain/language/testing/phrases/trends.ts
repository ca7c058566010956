import type { PhraseTable } from '../plan-text.ts'

export const trendsPhrases: PhraseTable = {
  'numbers over time': [
    ['how many did I finish each week?', 'completed by week 2026-10-05 to 2026-11-23'],
    ['How many tasks have I completed per day this month?', 'completed by day 2026-11-01 to 2026-11-23'],
    ['tasks created per day this month', 'created by day 2026-11-01 to 2026-11-23'],
    ['how many tasks did i add every month this year', 'created by month 2026-01-01 to 2026-11-23'],
    ['completed tasks by week', 'completed by week 2026-10-05 to 2026-11-23'],
    ['chart of my completed tasks', 'completed by week 2026-10-05 to 2026-11-23'],
    ['show me a graph of tasks finished last week', 'completed by day 2026-11-16 to 2026-11-22'],
    ['chart of tasks I finished in the last 30 days', 'completed by day 2026-10-25 to 2026-11-23'],
    ['please show my progress', 'completed by week 2026-10-05 to 2026-11-23'],
    ['how was my productivity last month?', 'completed by day 2026-10-01 to 2026-10-31'],
    ['how many did I do daily over the last 2 weeks', 'completed by day 2026-11-10 to 2026-11-23'],
    ['how many things did I finish per day this year', 'completed by week 2025-12-29 to 2026-11-23'],
    ['number of new tasks per week', 'created by week 2026-10-05 to 2026-11-23'],
  ],
  'one number, or a task': [
    [
      'how many tasks did I finish this week?',
      'count {"status":["done"],"completed":{"from":"2026-11-22T23:00:00.000Z","until":"2026-11-29T22:59:59.999Z"}}',
    ],
    ['create weekly report every friday', '"weekly report", 2026-11-27, FREQ=WEEKLY;BYDAY=FR'],
    ['update the progress chart', '"update the progress chart"'],
  ],
}
