import { prioritySchema, type Task, taskStatusSchema } from '../task.ts'
import { gather } from './gather.ts'
import { emptyDraft, type ImportContext, type ImportDraft, type ImportReading } from './import-item.ts'

/**
 * The columns of the export as CSV, in order, with what they hold. Times are local to the row's `time_zone`, instants
 * UTC. The import reads the same columns.
 */
export const csvColumns = {
  id: (task: Task) => task.id,
  title: (task: Task) => task.title,
  notes: (task: Task) => task.notes,
  status: (task: Task) => task.status,
  priority: (task: Task) => task.priority,
  tags: (task: Task) => task.tags.join(' '),
  due_date: (task: Task) => task.due?.date ?? '',
  due_time: (task: Task) => task.due?.time ?? '',
  time_zone: (task: Task) => task.timeZone,
  repeat_rule: (task: Task) => task.recurrence?.rule ?? '',
  repeat_from: (task: Task) => task.recurrence?.basis ?? '',
  repeat_missed: (task: Task) => task.recurrence?.missed ?? '',
  series: (task: Task) => (task.recurrence === null ? '' : (task.seriesId ?? '')),
  series_start: ({ recurrence }: Task) =>
    recurrence === null ? '' : [recurrence.start.date, recurrence.start.time].filter(Boolean).join('T'),
  series_time_zone: (task: Task) => task.recurrence?.timeZone ?? '',
  occurrence: (task: Task) => (task.recurrence === null ? '' : (task.occurrence ?? '')),
  reminders: ({ reminders }: Task) =>
    reminders
      .flatMap(({ kind, minutesBefore, fireAt }) =>
        kind === 'relative' ? `${minutesBefore} min before` : kind === 'absolute' ? fireAt : [],
      )
      .join('; '),
  created_at: (task: Task) => task.createdAt,
  completed_at: (task: Task) => task.completedAt ?? '',
} satisfies Record<string, (task: Task) => string>
type Column = keyof typeof csvColumns
export const csvHeader = Object.keys(csvColumns) as Column[]

// Spreadsheets run cells that begin so as formulas. A quote before them keeps them text, as it does in a cell by hand.
const formula = /^'*[=+\-@\t\r]/
const quoted = /^'+[=+\-@\t\r]/

/** The cells of a task, safe to open in a spreadsheet. */
export function csvCells(task: Task): string[] {
  return csvHeader.map((name) => {
    const cell = csvColumns[name](task)
    return formula.test(cell) ? `'${cell}` : cell
  })
}

export function isTaskCsv([header = []]: readonly (readonly string[])[]): boolean {
  const names = header.map((cell) => cell.trim().toLowerCase())
  return ['id', 'title', 'status', 'due_date', 'time_zone'].every((name) => names.includes(name))
}

/** The tasks of this product's own CSV; they are the same as those of its JSON, by their ids. */
export function readTaskCsv(rows: readonly (readonly string[])[], context: ImportContext): ImportReading {
  const found = gather('todo-chatbot')
  const [header = [], ...body] = rows
  const columns = new Map(header.map((cell, index) => [cell.trim().toLowerCase(), index]))
  for (const [index, cells] of body.entries()) {
    const cell = (name: Column) => {
      const text = cells[columns.get(name) ?? -1] ?? ''
      return quoted.test(text) ? text.slice(1) : text
    }
    const where = `row ${index + 2}`
    const problem = cellProblem(cell)
    if (problem === null) found.add(where, draftOf(cell, context))
    else found.refuse(where, cell('title'), problem)
  }
  return found.done()
}

type Cell = (name: Column) => string

function cellProblem(cell: Cell): string | null {
  if (cell('id') === '') return 'It has no id.'
  if (!taskStatusSchema.safeParse(cell('status') || 'open').success) return `“${cell('status')}” is no status.`
  if (!prioritySchema.safeParse(cell('priority') || 'none').success) return `“${cell('priority')}” is no priority.`
  return null
}

const wallTime = (date: string, time: string) => ({ date, time: time === '' ? null : time })

function draftOf(cell: Cell, context: ImportContext): ImportDraft {
  const timeZone = cell('time_zone') || context.timeZone
  const draft = emptyDraft(cell('id'), cell('title'), timeZone)
  const [startDate = '', startTime = ''] = cell('series_start').split('T')
  const occurrence = cell('occurrence')
  const rule = cell('repeat_rule')
  const status = taskStatusSchema.parse(cell('status') || 'open')
  return {
    ...draft,
    notes: cell('notes'),
    status,
    priority: prioritySchema.parse(cell('priority') || 'none'),
    tags: cell('tags').split(/\s+/).filter(Boolean),
    due: cell('due_date') === '' ? null : wallTime(cell('due_date'), cell('due_time')),
    recurrence:
      rule === ''
        ? null
        : {
            rule,
            basis: cell('repeat_from') === 'completion' ? 'completion' : 'schedule',
            missed: cell('repeat_missed') === 'keep' ? 'keep' : 'skip',
          },
    series:
      rule === '' || occurrence === '' || cell('series') === ''
        ? null
        : {
            key: cell('series'),
            occurrence,
            start: wallTime(startDate, startTime),
            timeZone: cell('series_time_zone') || timeZone,
          },
    reminders: cell('reminders')
      .split(';')
      .map((word) => word.trim())
      .filter(Boolean)
      .map((word) => {
        const [, minutes] = /^(\d+) min before$/.exec(word) ?? []
        return minutes === undefined
          ? { kind: 'absolute', at: word }
          : { kind: 'relative', minutesBefore: Number(minutes) }
      }),
    createdAt: cell('created_at') || null,
    completedAt: status === 'done' ? cell('completed_at') || context.now : null,
  }
}
