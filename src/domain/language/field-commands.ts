import type { CommandRow } from './command-rows.ts'

/** Phrases that change a task's fields. See command-rows.ts for what a row is. */
export const fieldCommands: readonly CommandRow[] = [
  // Without a reminder, date, priority or tag
  [
    'unremind',
    'remove|delete|cancel|clear (the|my|all)? reminder|reminders|alert|alerts from|of|on <ref>',
    'remove the reminder from it',
    'update it {"reminders":[]}',
  ],
  [
    'undate',
    'remove|delete|clear|drop|unset|cancel (the|its|a)? (due)? date|deadline|dates ((of|from|for|on) <task>)?',
    'remove the due date of 2',
    'update no. 2 {"due":null}',
  ],
  ['undate', 'remove|delete|clear|drop|unset <ref> due date|deadline', 'clear that due date', 'update it {"due":null}'],
  [
    'undate',
    'make|leave|set|mark <known> (as)? undated|unscheduled|(without a date)|(to no date)|(to no due date)',
    'make it undated',
    'update it {"due":null}',
  ],
  ['undate', 'unschedule <task>', 'unschedule the report', 'update "report" {"due":null}'],
  [
    'unprioritize',
    'remove|delete|clear|drop|unset (the|its)? priority ((of|from|on) <task>)?',
    'remove the priority',
    'update it {"priority":"none"}',
  ],
  [
    'untag',
    'remove|delete|drop|clear (the)? (tag|label)? <tag> ((from|off|on|of) <task>)?',
    'remove tag #work from the report',
    'update "report" {"removeTags":["work"]}',
  ],
  [
    'untag',
    'remove|delete|drop (the)? tag|label <word> ((from|off|on) <task>)?',
    'remove the tag work',
    'update it {"removeTags":["work"]}',
  ],
  ['untag', 'untag <task> <tag>', 'untag the report #work', 'update "report" {"removeTags":["work"]}'],
  // Notes
  [
    'note',
    '(add|make|write|put|leave|attach|take) (a|another)? note|notes|comment ((to|on|for|in|about) <task>)? : <text>',
    'add a note to it: bring the card',
    'update it {"notes":"bring the card"}',
  ],
  [
    'note',
    'note|notes for|to|on|about <known> : <text>',
    'note for the dentist: bring the card',
    'update "dentist" {"notes":"bring the card"}',
  ],
  [
    'note',
    'add|put <text> to|in|into (the)? notes ((of|on|for) <task>)?',
    'add bring the card to the notes of the dentist',
    'update "dentist" {"notes":"bring the card"}',
  ],
  // Titles
  [
    'rename',
    'rename <task> to|as|into|: <text>',
    'rename the dentist to orthodontist',
    'update "dentist" {"title":"orthodontist"}',
  ],
  ['rename', 'rename <ref> <text>', 'rename it buy oat milk', 'update it {"title":"buy oat milk"}'],
  [
    'rename',
    '(change|edit|update|correct|fix|set) (the)? title|name|text|wording of|for|on <task> to|into|as <text>',
    'edit the title of 2 to buy milk',
    'update no. 2 {"title":"buy milk"}',
  ],
  [
    'rename',
    '(change|edit|update|correct|fix|set) (the|its)? title|name|text|wording to|into|as <text>',
    'change the title to buy oat milk',
    'update it {"title":"buy oat milk"}',
  ],
  [
    'rename',
    '(change|replace|edit) <name> to|with|into <quoted>',
    'change "buy milk" to "buy oat milk"',
    'update "buy milk" {"title":"buy oat milk"}',
  ],
  // Priorities
  [
    'raise',
    '(raise|increase|up|bump|boost) (up)? (the|its)? priority ((of|for|on) <task>)?',
    'raise the priority of the report',
    'update "report" {"priority":"high"}',
  ],
  [
    'lower',
    '(lower|decrease|reduce|drop) (the|its)? priority ((of|for|on) <task>)?',
    'lower the priority of the report',
    'update "report" {"priority":"low"}',
  ],
  ['raise', 'prioritize|prioritise <known>', 'prioritize the report', 'update "report" {"priority":"high"}'],
  ['lower', 'deprioritize|deprioritise <known>', 'deprioritize it', 'update it {"priority":"low"}'],
  [
    'change',
    'set|change|make|mark|flag|give <known> (to|as|a|an)? <priority>',
    'make the report high priority',
    'update "report" {"priority":"high"}',
  ],
  ['change', 'set|change|update (the|its)? <priority>', 'set priority to high', 'update it {"priority":"high"}'],
  [
    'prioritize',
    '(set|change|update) (the)? priority of|for|on <task> to|as <text>',
    'change the priority of the report to low',
    'update "report" {"priority":"low"}',
  ],
  [
    'change',
    'set|change|mark <name> (to|as) <priority>',
    'set report to high priority',
    'update "report" {"priority":"high"}',
  ],
  // Tags
  [
    'change',
    '(tag|label|mark|flag|categorize) <task> (with|as)? <tag>',
    'label it #work',
    'update it {"addTags":["work"]}',
  ],
  [
    'tag',
    '(tag|label) <known> (with|as)? (the)? (tag|label)? <word>',
    'tag the report with work',
    'update "report" {"addTags":["work"]}',
  ],
  [
    'tag',
    'add|put|give (the|a)? tag|label <word> ((to|on) <task>)?',
    'add tag work to the report',
    'update "report" {"addTags":["work"]}',
  ],
  [
    'change',
    'add|put|apply (the)? (tag|label)? <tag> ((to|on) <known>)?',
    'add #work to it',
    'update it {"addTags":["work"]}',
  ],
  // Reminders
  [
    'remind',
    '(remind|alert|notify) me (about|of)? <ref> <when>',
    'remind me about it at 5',
    'update it {"reminders":[{"kind":"absolute","at":"2026-11-23T16:00:00.000Z"}]}',
  ],
  [
    'remind',
    '(remind|alert|notify) me (about|of)? <ref> <lead>',
    'remind me of that an hour before',
    'update it {"reminders":[{"kind":"relative","minutesBefore":60}]}',
  ],
  [
    'remind',
    '(remind|alert|notify) me <lead> (it|that|this)?',
    'remind me 10 minutes before it',
    'update it {"reminders":[{"kind":"relative","minutesBefore":10}]}',
  ],
  [
    'remind',
    '(set|add|create|make) (a|another)? reminder|alert for|to|on|about <ref> <when>|<lead>',
    'set a reminder for it at 5',
    'update it {"reminders":[{"kind":"absolute","at":"2026-11-23T16:00:00.000Z"}]}',
  ],
  [
    'remind',
    '(set|add|create|make) (a|another)? reminder|alert <when>|<lead> (for|to|on|about) <ref>',
    'add a reminder 1 hour before to it',
    'update it {"reminders":[{"kind":"relative","minutesBefore":60}]}',
  ],
  // Dates
  ['undate', 'no (due)? date|deadline', 'no due date', 'update it {"due":null}'],
  [
    'change',
    'make|set|put|do|have|move|change <ref> (at|on|for|to|be)? <when> instead (of <word>)?',
    'make it 5pm instead of 4',
    'update it {"time":"17:00"}',
  ],
  [
    'change',
    '(move|reschedule|postpone|push|shift|bump|delay|defer|advance|prepone|pull|bring|change|make|extend|set|put) (back|forward|up|out|off)? <task> <shift>',
    'push the dentist back an hour',
    'update "dentist" {"shift":{"minutes":60,"days":0,"workdays":0,"months":0}}',
  ],
  [
    'change',
    '(postpone|push|shift|bump|delay|defer|move|prepone) (back|forward|up|out|off)? <shift>',
    'postpone by a week',
    'update it {"shift":{"minutes":0,"days":7,"workdays":0,"months":0}}',
  ],
  [
    'change',
    'do|start|have <ref> <shift>',
    'do it a day later',
    'update it {"shift":{"minutes":0,"days":1,"workdays":0,"months":0}}',
  ],
  [
    'change',
    'add <shift> to <task>',
    'add 15 minutes to that alarm',
    'update it {"shift":{"minutes":15,"days":0,"workdays":0,"months":0}}',
  ],
  [
    'change',
    '(set|give|add) (a)? (due)? date|deadline (of)? <date> for|to|on <task>',
    'set a due date of friday for the report',
    'update "report" {"due":{"date":"2026-11-27","time":null}}',
  ],
  [
    'change',
    'give <task> a (due)? date|deadline (of)? <when>',
    'give the report a deadline of friday',
    'update "report" {"due":{"date":"2026-11-27","time":null}}',
  ],
  [
    'change',
    '(set|change|move|update|make) (the|its|my)? (due)? date|time|deadline|day|dates ((of|for|on) <task>)? <when>',
    'change the due date of the report to friday',
    'update "report" {"due":{"date":"2026-11-27","time":null}}',
  ],
  [
    'change',
    'set|put|schedule|do|make|have <ref> (at|on|for|to|instead|be)? <when> (instead|please)?',
    'do it tomorrow instead',
    'update it {"due":{"date":"2026-11-24","time":null}}',
  ],
  [
    'change',
    '(actually|rather|((no|sorry|wait|hmm) (,|.|!|actually))) (,)? (actually)? (,)? (make|do|move|set|put)? (it|that|this)? (at|on|for|to)? <when> (instead)?',
    'no, friday',
    'update it {"due":{"date":"2026-11-27","time":null}}',
  ],
  ['change', '(i|we) meant|mean (for|to|at|on)? <when>', 'i meant 5pm', 'update it {"time":"17:00"}'],
  [
    'change',
    '(it|that|this) should|must be (for|at|on|due)? <when> (instead)?',
    'it should be on friday',
    'update it {"due":{"date":"2026-11-27","time":null}}',
  ],
  [
    'change',
    '(move|reschedule|postpone|push|shift|bump|delay|defer|bring|change) (back|forward|up|out|off)? <tasks> <to>',
    'move all #work tasks to monday',
    'update {"status":["open"],"tagsAll":["work"]} {"due":{"date":"2026-11-30","time":null}}',
  ],
  [
    'change',
    '(repeat|recur) <known> <date>',
    'repeat it every week',
    'update it {"due":{"date":"2026-11-23","time":null},"recurrence":{"rule":"FREQ=WEEKLY","basis":"schedule","missed":"skip"}}',
  ],
]
