import { describe, expect, it } from 'vitest'
import { meaning } from './testing/plan-text.ts'

/** Phrase and meaning on Monday 23 November 2026, 10:00 in Berlin. A new phrase is one row. */
const phrases: Record<string, readonly (readonly [phrase: string, means: string])[]> = {
  'questions about tasks': [
    ["what's due today?", 'list {"status":["open"],"due":"today"}'],
    ['what do i have tomorrow', 'list {"status":["open"],"due":"tomorrow"}'],
    ['show my tasks', 'list {"status":["open"]}'],
    ['show overdue tasks', 'list {"status":["open"],"due":"overdue"}'],
    ['list all high priority tasks', 'list {"status":["open"],"priority":["high"]}'],
    ['tasks tagged #home', 'list {"status":["open"],"tagsAll":["home"]}'],
    ["what's on my list for this week", 'list {"status":["open"],"due":"week"}'],
    ['how many tasks are overdue', 'count {"status":["open"],"due":"overdue"}'],
    ['how many tasks do i have', 'count {"status":["open"]}'],
    [
      'did i finish anything yesterday',
      'list {"status":["done"],"completed":{"from":"2026-11-21T23:00:00.000Z","until":"2026-11-22T22:59:59.999Z"}}',
    ],
    [
      'what did i complete last week',
      'list {"status":["done"],"completed":{"from":"2026-11-15T23:00:00.000Z","until":"2026-11-22T22:59:59.999Z"}}',
    ],
    ['show completed tasks', 'list {"status":["done"]}'],
    ['anything due tomorrow?', 'list {"status":["open"],"due":"tomorrow"}'],
    ['search dentist', 'list {"status":["open"],"search":"dentist"}'],
    ['find tasks about taxes', 'list {"status":["open"],"search":"taxes"}'],
    ['show tasks without a date', 'list {"status":["open"],"due":"none"}'],
    ['when is my dentist appointment', 'get "dentist appointment"'],
    ['what time is the meeting tomorrow', 'get {"status":["open"],"due":"tomorrow","search":"meeting"}'],
  ],
  changes: [
    ['complete the dentist', 'complete "dentist"'],
    ['mark 2 as done', 'complete no. 2'],
    ['mark the dentist as done', 'complete "dentist"'],
    ['done', 'complete it'],
    ['done with it', 'complete it'],
    ["I'm done with the laundry", 'complete "laundry"'],
    ['check off 1 and 3', 'complete no. 1,no. 3'],
    ['finished 1, 2 and 4', 'complete no. 1,no. 2,no. 4'],
    ['i finished the laundry', 'complete "laundry"'],
    ['reopen the dentist', 'reopen "dentist"'],
    ['mark 2 as not done', 'reopen no. 2'],
    ['undo', 'undo'],
    ['undo that', 'undo'],
    ['delete it', 'delete it'],
    ['delete the dentist task', 'delete "dentist"'],
    ['delete all completed tasks', 'delete {"status":["done"]}'],
    ['delete everything', 'delete {"status":["open"]}'],
    ['remove 1-3', 'delete no. 1,no. 2,no. 3'],
    ['cancel the dentist reminder', 'delete "dentist"'],
    ['cancel netflix subscription tomorrow', '"cancel netflix subscription", 2026-11-24'],
    ['move it to tomorrow', 'update it {"due":{"date":"2026-11-24","time":null}}'],
    ['move the dentist to friday 3pm', 'update "dentist" {"due":{"date":"2026-11-27","time":"15:00"}}'],
    ['reschedule 2 to next monday', 'update no. 2 {"due":{"date":"2026-11-30","time":null}}'],
    ['postpone it to tomorrow morning', 'update it {"due":{"date":"2026-11-24","time":"09:00"}}'],
    ['postpone the report by 2 days', 'update "report" {"shift":{"minutes":0,"days":2,"workdays":0,"months":0}}'],
    ['push the report back to wednesday', 'update "report" {"due":{"date":"2026-11-25","time":null}}'],
    ['change the time of the dentist to 4pm', 'update "dentist" {"time":"16:00"}'],
    ['set the dentist to 4pm', 'update "dentist" {"time":"16:00"}'],
    ['make it high priority', 'update it {"priority":"high"}'],
    ['make 2 urgent', 'update no. 2 {"priority":"urgent"}'],
    ['set priority of the report to low', 'update "report" {"priority":"low"}'],
    ['tag it #home', 'update it {"addTags":["home"]}'],
    ['add #work to the report', 'update "report" {"addTags":["work"]}'],
    ['remove #home from the report', 'update "report" {"removeTags":["home"]}'],
    ['rename it to buy oat milk', 'update it {"title":"buy oat milk"}'],
    ['rename the dentist to orthodontist', 'update "dentist" {"title":"orthodontist"}'],
    [
      'make it repeat every week',
      'update it {"due":{"date":"2026-11-23","time":null},"recurrence":{"rule":"FREQ=WEEKLY","basis":"schedule","missed":"skip"}}',
    ],
    [
      'make the gym task repeat every monday',
      'update "gym" {"due":{"date":"2026-11-23","time":null},"recurrence":{"rule":"FREQ=WEEKLY;BYDAY=MO","basis":"schedule","missed":"skip"}}',
    ],
    ['remind me 1 hour before the dentist', '"the dentist", -60min'],
    ['snooze it', 'snooze it until 2026-11-23T09:10:00.000Z'],
    ['snooze for 2 hours', 'snooze it until 2026-11-23T11:00:00.000Z'],
    ['snooze the dentist until tomorrow at 9', 'snooze "dentist" until 2026-11-24T08:00:00.000Z'],
    ['snooze 2 until monday', 'snooze no. 2 until 2026-11-30T08:00:00.000Z'],
    ['skip it', 'skip it'],
    ['skip gym this week', 'skip "gym"'],
    ['stop the gym series', 'stop "gym"'],
    ['stop repeating gym', 'stop "gym"'],
    ['stop reminding me to water the plants', 'stop "water the plants"'],
    ['turn off the alarm', 'complete it'],
  ],
  'small talk': [
    ['help', 'help'],
    ['what can you do', 'help'],
    ['how do i add a recurring task', 'help add a recurring task'],
    ['hello', 'none greeting'],
    ['thanks!', 'none thanks'],
    ['thank you so much', 'none thanks'],
  ],
}

for (const [feature, rows] of Object.entries(phrases)) {
  describe(feature, () => {
    it.each(rows)('%s', (phrase, means) => {
      expect(meaning(phrase)).toBe(means)
    })
  })
}
