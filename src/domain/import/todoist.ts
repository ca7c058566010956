import type { Priority } from '../task.ts'
import { inZone, readDate } from './date-words.ts'
import { type Gathering, gather, tagsOf } from './gather.ts'
import { emptyDraft, type ImportContext, type ImportDraft, type ImportReading } from './import-item.ts'

/** One project's CSV file: its name without extension and its rows, the header among them. */
export type CsvTable = { project: string; rows: readonly (readonly string[])[] }

// In its CSV files 1 is the highest; 4 is what a task has that was given none.
const priorities: Record<string, Priority> = { '1': 'urgent', '2': 'high', '3': 'medium', '4': 'none', '': 'none' }

export function isTodoist([header = []]: CsvTable['rows']): boolean {
  const names = header.map((cell) => cell.trim().toUpperCase())
  return names.includes('TYPE') && names.includes('CONTENT')
}

/** Todoist's CSV, as it exports projects, backups and templates: sections and projects become tags, comments notes. */
export function readTodoist(tables: readonly CsvTable[], context: ImportContext): ImportReading {
  const found = gather('todoist')
  for (const table of tables) readProject(table, context, { found, several: tables.length > 1 })
  return found.done()
}

type Row = (name: string) => string
type Pending = { row: string; draft: ImportDraft }

function readProject(
  { project, rows }: CsvTable,
  context: ImportContext,
  { found, several }: { found: Gathering; several: boolean },
): void {
  const [header = [], ...body] = rows
  const columns = new Map(header.map((cell, index) => [cell.trim().toUpperCase(), index]))
  const projectName = plainProject(project)
  let section = ''
  let last: Pending | null = null
  // Titles of the tasks above, by indent: a subtask says what it is part of.
  const parents: string[] = []
  const flush = () => {
    if (last !== null) found.add(last.row, last.draft)
    last = null
  }
  for (const [index, cells] of body.entries()) {
    const cell: Row = (name) => (cells[columns.get(name) ?? -1] ?? '').trim()
    const where = `${several ? `${projectName}, ` : ''}row ${index + 2}`
    const type = cell('TYPE').toLowerCase()
    if (type === 'note') {
      if (last !== null) addNote(last.draft, cell('CONTENT'), found)
      else found.lose('comments on projects')
      continue
    }
    flush()
    if (type === 'section') section = cell('CONTENT')
    else if (type === 'task')
      last = { row: where, draft: readTask(cell, { context, found, projectName, section, parents }) }
    else if (type !== '' && !type.startsWith('meta'))
      found.refuse(where, cell('CONTENT'), `“${type}” is not a kind of row that is known.`)
  }
  flush()
}

type Place = { context: ImportContext; found: Gathering; projectName: string; section: string; parents: string[] }

function readTask(cell: Row, { context: users, found, projectName, section, parents }: Place): ImportDraft {
  const { title, labels } = takeLabels(cell('CONTENT'))
  const indent = Math.min(Math.max(Number.parseInt(cell('INDENT'), 10) || 1, 1), 10)
  const path = parents.slice(0, indent - 1).filter((parent) => parent !== undefined)
  parents.length = indent - 1
  parents[indent - 1] = title
  const context = inZone(users, cell('TIMEZONE'))
  const key = [projectName, section, ...path, cell('CONTENT')].join(' / ')
  const draft = emptyDraft(key, title, context.timeZone)
  const words = cell('DATE') || cell('DEADLINE')
  const date = words === '' ? null : readDate(words, context)
  if (words !== '' && date === null) found.lose('dates that were not understood, kept in the notes')
  if (cell('DATE') !== '' && cell('DEADLINE') !== '') found.lose('deadlines beside a date')
  if (cell('RESPONSIBLE') !== '') found.lose('assignees')
  if (/[1-9]/.test(cell('DURATION'))) found.lose('durations')
  draft.priority = priorities[cell('PRIORITY')] ?? 'none'
  const inbox = /^inbox$/i.test(projectName)
  draft.tags = tagsOf([...labels, ...(inbox ? [] : [projectName]), section])
  const notes = [cell('DESCRIPTION')]
  const parent = path.at(-1)
  if (parent !== undefined) notes.push(`Part of: ${parent}`)
  if (date === null && words !== '') notes.push(`Due: ${words}`)
  draft.notes = notes.filter((line) => line !== '').join('\n\n')
  return date === null ? draft : { ...draft, ...date }
}

function addNote(draft: ImportDraft, text: string, found: Gathering): void {
  // Attachments stand in comments as [[file {"file_name": …}]].
  const words = text.replace(/\[\[file \{.*?\}\]\]/gs, () => {
    found.lose('attachments')
    return ''
  })
  if (words.trim() !== '') draft.notes = [draft.notes, words.trim()].filter((line) => line !== '').join('\n\n')
}

/** "Buy milk @shop" is a task with a label; "* Heading" one that could not be completed there. */
function takeLabels(content: string): { title: string; labels: string[] } {
  const labels: string[] = []
  const title = content
    .replace(/^\* /, '')
    .replace(/(^|\s)@([\p{L}\p{N}_-]+)/gu, (_, before: string, label: string) => {
      labels.push(label)
      return before
    })
    .replace(/\s+/g, ' ')
    .trim()
  return title === '' ? { title: content.trim(), labels: [] } : { title, labels }
}

/** "Home [2203306141] (1)" as a download is named, is the project Home. */
const plainProject = (name: string): string =>
  name
    .replace(/\s*\(\d+\)$/, '')
    .replace(/\s*\[\w+\]$/, '')
    .trim()
