import type { PhraseTable } from '../plan-text.ts'

export const referencesPhrases: PhraseTable = {
  'which tasks a command means': [
    ['done: call mum', 'complete "call mum"'],
    ['complete task 3', 'complete no. 3'],
    ['complete all overdue tasks', 'complete {"status":["open"],"due":"overdue"}'],
    ['delete all of them', 'delete them'],
    ['complete them', 'complete them'],
    [
      'move all overdue tasks to tomorrow',
      'update {"status":["open"],"due":"overdue"} {"due":{"date":"2026-11-24","time":null}}',
    ],
    [
      'move everything due today to tomorrow',
      'update {"status":["open"],"due":"today"} {"due":{"date":"2026-11-24","time":null}}',
    ],
    ['move 2 and 3 to friday', 'update no. 2,no. 3 {"due":{"date":"2026-11-27","time":null}}'],
    ['add a note to the dentist task: bring insurance card', 'update "dentist" {"notes":"bring insurance card"}'],
    ['remind me again in 10 minutes', 'snooze it until 2026-11-23T09:10:00.000Z'],
    ['snooze all', 'snooze {"status":["open"]} until 2026-11-23T09:10:00.000Z'],
    ['tag 2 with #work', 'update no. 2 {"addTags":["work"]}'],
    [
      'change the dentist to every monday',
      'update "dentist" {"due":{"date":"2026-11-23","time":null},"recurrence":{"rule":"FREQ=WEEKLY;BYDAY=MO","basis":"schedule","missed":"skip"}}',
    ],
    ['change title of 2 to buy bread', 'update no. 2 {"title":"buy bread"}'],
    ['mark everything as done', 'complete {"status":["open"]}'],
    [
      'how many tasks did i complete today',
      'count {"status":["done"],"completed":{"from":"2026-11-22T23:00:00.000Z","until":"2026-11-23T22:59:59.999Z"}}',
    ],
    ['high priority tasks due this week', 'list {"status":["open"],"priority":["high"],"due":"week"}'],
    ['show tasks due before friday', 'list {"status":["open"],"due":{"until":"2026-11-26"}}'],
    ['which tasks are overdue', 'list {"status":["open"],"due":"overdue"}'],
    ['show #work and #home tasks', 'list {"status":["open"],"tagsAll":["work","home"]}'],
    ['tasks for tomorrow', 'list {"status":["open"],"due":"tomorrow"}'],
    ['my tasks', 'list {"status":["open"]}'],
    ['today', 'list {"status":["open"],"due":"today"}'],
    ['what should i do next', 'list {"status":["open"]}'],
    ['delete tasks about groceries', 'delete {"status":["open"],"search":"groceries"}'],
    ['unmark the dentist', 'reopen "dentist"'],
    ["i didn't finish the report", 'reopen "report"'],
    ['skip the next gym', 'skip "gym"'],
    ['end the series', 'stop it'],
    ['the dentist is done', 'complete "dentist"'],
  ],
}
